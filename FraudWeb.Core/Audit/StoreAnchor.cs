using FraudWeb.Core.Actors;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Database = FraudWeb.Core.Storage.Database;

namespace FraudWeb.Core.Audit;

/// <summary>Keeps the anchor of a data folder: a sealed file beside the audit key that says how far the database has come. Whoever can
/// write to the database, but does not have the key, can't set the audit log back unnoticed; and a database or log that was lost, cut or
/// replaced is noticed at the next start.</summary>
/// <remarks>The anchor moves after each commit with an audit entry, before the caller continues, and at most once a second after
/// predictions, on a thread of its own: predictions wait for one disk sync only. It is compared with the database whenever it moves, and
/// each new audit entry is compared with what this process knows of it.</remarks>
public sealed partial class StoreAnchor : IDisposable
{
    private const string SealLine = "seal ";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly AuditChain _chain;
    private readonly ILogger<StoreAnchor> _logger;
    private readonly AnchorFile _file;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private volatile AnchorMarks? _known;
    private volatile bool _isOpen;
    private volatile bool _mustRenew;
    private string? _fault;
    private int _isDue;

    public StoreAnchor(Database database, AuditChain chain, TimeProvider clock, ILogger<StoreAnchor> logger)
    {
        (_database, _chain, _logger, _file) = (database, chain, logger, new(database.Directory));
        _timer = clock.CreateTimer(_ => Advance(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        database.Audited = Advance;
    }

    /// <summary>The number of the last audit entry that this process knows the database had; 0 for none.</summary>
    internal long LastAudit => _known?.LastAudit ?? 0;

    /// <summary>Verifies the anchor's seal, records a loss that was accepted, and makes the anchor of a folder without one. Until then
    /// nothing is written to it. Does nothing the second time.</summary>
    /// <param name="audit">The log of this database.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="StorageException">The anchor was changed, or the database does not match it; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">The database is not writable at the moment.</exception>
    internal async Task OpenAsync(AuditLog audit, CancellationToken cancel)
    {
        if (_isOpen)
        {
            return;
        }

        var (loss, isNew) = Look();
        if (loss is not null && !_database.AcceptsLoss)
        {
            throw new StorageException(DatabaseLoss.Explain(_database.File, loss));
        }

        _isOpen = true;
        if (loss is not null)
        {
            // The entry first: if the process ends before the anchor is renewed, the next start is refused again.
            (_known, _mustRenew) = (null, true);
            await audit.AppendAsync(Caller.System, AuditActions.LossAccepted, detail: $"the database {loss}", cancel: cancel);
            _database.AcceptedLoss = null;
        }
        else if (isNew)
        {
            await BeginAsync(audit, cancel);
        }

        Advance();
    }

    /// <summary>Finds out whether the database has everything that the anchor says it had.</summary>
    /// <returns>The fault, in one sentence; null if there is none.</returns>
    internal string? GetFault()
    {
        try
        {
            return Look().Loss is { } loss ? $"{_database.File} {loss}." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The anchor can't be read: {e.Message}";
        }
    }

    /// <summary>Moves the anchor within a second. Costs the caller nothing.</summary>
    internal void AdvanceSoon()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Moves the anchor to where the database is.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Advance();
        _isOpen = false;
    }

    private void Advance()
    {
        // Before the database is read: what is committed later asks again.
        Volatile.Write(ref _isDue, 0);
        if (!_isOpen)
        {
            return;
        }

        try
        {
            lock (_gate)
            {
                using var alone = _file.Lock();
                Move();
            }
        }
        catch (Exception e)
        {
            // Also on the timer's thread, where it would end the program. The anchor stays behind, which refuses nothing; the rows
            // themselves are stored.
            Report(SqliteFaults.Find(e) is { } fault ? SqliteFaults.Describe(fault) : e.Message);
        }
    }

    // The file is read before the database, under a lock that all processes take. What it says was in the database at an earlier moment,
    // so a database with less has lost something.
    private void Move()
    {
        var text = _mustRenew ? null : _file.Read();
        var before = text is null ? null : Unseal(text);
        using var context = _database.CreateDbContext();
        context.Database.OpenConnection();
        var connection = context.Database.GetDbConnection();
        if (text is not null && (before is null ? BrokenSeal : before.GetLoss(connection)) is { } loss)
        {
            _known = before ?? _known;
            Report($"{_database.File} {loss}");
            return;
        }

        // Ends that are not ours would move the anchor to where nothing is. The next entry reports them.
        var ends = AnchorMarks.Ends(connection);
        if (ends is not null && !_chain.IsSealed(ends))
        {
            return;
        }

        var now = AnchorMarks.Of(connection, ends);
        if (now != before)
        {
            _file.Write(Seal(now));
        }

        (_known, _mustRenew, _fault) = (now, false, null);
    }

    private (string? Loss, bool IsNew) Look()
    {
        lock (_gate)
        {
            var text = _file.Read();
            if (text is null)
            {
                return (_database.AcceptedLoss, true);
            }

            if (Unseal(text) is not { } marks)
            {
                return (BrokenSeal, false);
            }

            using var context = _database.CreateDbContext();
            context.Database.OpenConnection();
            _known ??= marks;
            return (_database.AcceptedLoss ?? marks.GetLoss(context.Database.GetDbConnection()), false);
        }
    }

    // A folder of an older version, or one whose anchor was deleted: what was before can't be verified, and the log says so.
    private async Task BeginAsync(AuditLog audit, CancellationToken cancel)
    {
        await using var context = _database.CreateDbContext();
        if (await context.AuditEnds.AnyAsync(cancel))
        {
            await audit.AppendAsync(Caller.System, AuditActions.AnchorMade, detail: "there was none before", cancel: cancel);
        }
        else if (await context.HasAccountsAsync(cancel))
        {
            // An account is added together with its audit entry.
            await audit.AppendAsync(
                Caller.System, AuditActions.Tampered, detail: "the log was empty although there are accounts", cancel: cancel);
        }
    }

    private string BrokenSeal =>
        $"can't be compared with its anchor: {_file.Path} was changed, or {KeyFolder.AuditKey} beside it is not its key";

    private string Seal(AnchorMarks marks) => $"{marks}{SealLine}{SealOf(marks)}\n";

    private AnchorMarks? Unseal(string text) => AnchorMarks.Parse(text) is { } marks && text == Seal(marks) ? marks : null;

    private string SealOf(AnchorMarks marks)
    {
        using var mac = _chain.Digest("anchor");
        mac.AppendData(System.Text.Encoding.UTF8.GetBytes(marks.ToString()));
        return Convert.ToHexString(mac.GetHashAndReset());
    }

    private void Report(string fault)
    {
        // A fault that repeats is logged once.
        if (_fault != fault)
        {
            _fault = fault;
            LogFault(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The anchor of the database was not moved: {Fault}.")]
    private partial void LogFault(string fault);
}
