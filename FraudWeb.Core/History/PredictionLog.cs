using System.Diagnostics;
using System.Threading.Channels;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Idempotency;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Storage;
using Microsoft.Extensions.Logging;

namespace FraudWeb.Core.History;

/// <summary>Stores predictions and labels. One thread writes and commits all waiting requests together (group commit), so that many callers
/// share one wait for the disk. A call returns when its rows are on disk.</summary>
public sealed partial class PredictionLog : IAsyncDisposable
{
    /// <summary>The maximum number of queued calls; further calls are refused.</summary>
    public const int QueueLength = 4_096;

    // A group includes what was queued while the previous one was written, up to this limit, so that no caller waits indefinitely.
    private const int RowsPerGroup = 1_000;
    private static readonly TimeSpan IdleInterval = TimeSpan.FromMinutes(1);

    private readonly Database _database;
    private readonly SchemasByVersion _schemas;
    private readonly PredictionFeed _feed;
    private readonly AuditLog _audit;
    private readonly TimeProvider _clock;
    private readonly ILogger<PredictionLog> _logger;
    private readonly Channel<WriteRequest> _queue =
        Channel.CreateBounded<WriteRequest>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Thread _thread;
    private PredictionWriter? _writer;
    private volatile bool _isClosed;
    private bool _isHeldUp;

    /// <summary>Starts the writer thread.</summary>
    public PredictionLog(
        Database database, SchemasByVersion schemas, PredictionFeed feed, AuditLog audit, TimeProvider clock, ILogger<PredictionLog> logger)
    {
        _database = database;
        _schemas = schemas;
        _feed = feed;
        _audit = audit;
        _clock = clock;
        _logger = logger;
        _thread = new Thread(Run) { Name = "prediction log", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Whether the last write succeeded. After a failure, the log retries on its own every two seconds.</summary>
    public bool IsHealthy => _database.Health.Fault is null;

    /// <summary>The reason for the last write's failure, in one sentence; null if it succeeded.</summary>
    public string? LastFailure => _database.Health.Fault;

    /// <summary>Stores predictions, all or none of them. If one has a label, the label is stored as the simulator's.</summary>
    /// <returns>A task that completes when they are on disk.</returns>
    /// <exception cref="StoreUnavailableException">They could not be written; none is stored.</exception>
    /// <exception cref="ArgumentException">A prediction refers to no registered model, or its number of inputs is not that of its
    /// schema.</exception>
    public Task AppendAsync(IReadOnlyList<Prediction> predictions, CancellationToken cancel = default) =>
        predictions.Count == 0 ? Task.CompletedTask : EnqueueAsync(predictions, null, cancel);

    /// <summary>Stores predictions, if any, together with the response to the caller: all or nothing.</summary>
    /// <returns>True when they are on disk; false if another response is valid for this key, in which case nothing is stored.</returns>
    /// <exception cref="StoreUnavailableException">They could not be written; nothing is stored.</exception>
    /// <exception cref="ArgumentException">A prediction refers to no registered model, or its number of inputs is not that of its
    /// schema.</exception>
    public Task<bool> AppendAsync(IReadOnlyList<Prediction> predictions, IdempotentResponse answer, CancellationToken cancel = default) =>
        EnqueueAsync(predictions, answer, cancel);

    /// <summary>Labels a stored prediction. A later label replaces an earlier one, and both stay in its timeline.</summary>
    /// <param name="id">The prediction.</param>
    /// <param name="label">The verdict; not <see cref="Label.None"/>.</param>
    /// <param name="note">The reason, in the reviewer's words; card numbers in it are masked before it is stored.</param>
    /// <param name="by">The reviewer.</param>
    /// <param name="cancel">Cancels the request if its write has not begun.</param>
    /// <returns>False if there is no such prediction.</returns>
    /// <exception cref="StoreUnavailableException">It could not be written.</exception>
    public Task<bool> LabelAsync(PredictionId id, Label label, string? note, Caller by, CancellationToken cancel = default)
    {
        if (label is not (Label.Fraud or Label.Legitimate))
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, "A label is fraud or legitimate.");
        }

        var request = new LabelRequest(id, label, note is null ? null : CardNumbers.Mask(note), by, _clock.GetUtcNow(), cancel);
        return Enqueue(request) is { } refusal ? Task.FromException<bool>(refusal) : request.Done;
    }

    /// <summary>Writes all queued requests and stops. Later calls are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        _queue.Writer.TryComplete();
        await Task.Run(_thread.Join);
    }

    private Task<bool> EnqueueAsync(IReadOnlyList<Prediction> predictions, IdempotentResponse? answer, CancellationToken cancel)
    {
        var inputs = new byte[predictions.Count][];
        for (var i = 0; i < inputs.Length; i++)
        {
            var fields = _schemas.Of(predictions[i]).Fields.Length;
            if (predictions[i].Inputs.Length != fields)
            {
                throw new ArgumentException(
                    $"A prediction has {predictions[i].Inputs.Length} inputs, but its model's schema has {fields} fields.",
                    nameof(predictions));
            }

            inputs[i] = InputKey.Encode(predictions[i].Inputs);
        }

        var request = new AppendRequest(predictions, inputs, answer, cancel);
        return Enqueue(request) is { } refusal ? Task.FromException<bool>(refusal) : request.Done;
    }

    /// <returns>Why the request can't wait for its turn; null if it does.</returns>
    private StoreUnavailableException? Enqueue(WriteRequest request)
    {
        var why = _database.Health.WhyNot() ?? (_queue.Writer.TryWrite(request) ? null
            : _isClosed ? "the program is shutting down" : "too many writes are waiting");
        return why is null ? null : StoreUnavailableException.Because(why);
    }

    private void Run()
    {
        var group = new List<WriteRequest>();
        while (WaitForRequests())
        {
            group.Clear();
            for (var rows = 0; rows < RowsPerGroup && _queue.Reader.TryRead(out var request); rows += request.Rows)
            {
                if (WhyNot(request) is { } refusal)
                {
                    request.Fail(refusal);
                }
                else
                {
                    group.Add(request);
                }
            }

            Write(group);
        }

        _writer?.Dispose();
    }

    // Nobody waits for a store that is known to fail, nor longer than the limit in all.
    private Exception? WhyNot(WriteRequest request) =>
        request.Cancel.IsCancellationRequested ? new OperationCanceledException(request.Cancel)
        : _database.Health.WhyNotSince(request.Start) is { } why ? StoreUnavailableException.Because(why)
        : LeftFor(request) <= TimeSpan.Zero ? StoreUnavailableException.Because(Database.OtherWrite)
        : null;

    private TimeSpan LeftFor(WriteRequest request) => _database.Connections.MaxWait - Stopwatch.GetElapsedTime(request.Start);

    // Returns false if the log is closed and everything is written. While the store fails, the wait is used to check whether it has
    // recovered; otherwise for what can wait until nothing is written.
    private bool WaitForRequests()
    {
        var more = _queue.Reader.WaitToReadAsync().AsTask();
        while (!more.Wait(IsHealthy ? _writer is { HasMoreExpired: true } ? TimeSpan.Zero : IdleInterval : StoreHealth.ProbeInterval))
        {
            Attempt(IsHealthy ? static writer => writer.Rest() : static writer => writer.Probe());
        }

        return more.GetAwaiter().GetResult();
    }

    private void Write(List<WriteRequest> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        // The first request has waited longest.
        var failure = Attempt(writer => writer.Commit(group, LeftFor(group[0])));
        if (failure is not null && group.Count > 1 && SqliteFaults.IsConstraint(failure))
        {
            // One caller's rows are invalid, such as a duplicate id: they must not make the others fail.
            group.ForEach(request => Write([request]));
            return;
        }

        foreach (var request in group)
        {
            if (failure is null)
            {
                request.Succeed();
            }
            else
            {
                request.Fail(failure);
            }
        }

        if (failure is null)
        {
            _feed.Changed();
        }
    }

    /// <returns>The exception for the callers; null on success.</returns>
    private Exception? Attempt(Action<PredictionWriter> work)
    {
        try
        {
            work(_writer ??= new PredictionWriter(_database, _schemas, _audit, _clock));
            if (_database.Health.Succeed())
            {
                LogRecovered();
            }

            TellIfHeldUp(_writer.IsHeldUp);
            return null;
        }
        catch (Exception e)
        {
            Discard();
            if (SqliteFaults.IsConstraint(e))
            {
                return new ArgumentException("A prediction with this id is already stored.", e);
            }

            var why = SqliteFaults.Find(e) is { } fault ? SqliteFaults.Describe(fault) : e.Message;
            if (_database.Health.Fail(why))
            {
                LogFailed(why, e);
            }

            return e is StoreUnavailableException ? e : StoreUnavailableException.Because(why, e);
        }
    }

    private void TellIfHeldUp(bool isHeldUp)
    {
        if (isHeldUp && !_isHeldUp)
        {
            LogHeldUp();
        }
        else if (!isHeldUp && _isHeldUp)
        {
            LogFreed();
        }

        _isHeldUp = isHeldUp;
    }

    // After a failure the state of the connection is unknown. A new one starts from what is on disk.
    private void Discard()
    {
        try
        {
            _writer?.Dispose();
        }
        catch (Exception e)
        {
            LogFailed("closing the failed connection failed too", e);
        }

        _writer = null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Predictions can't be kept: {Why}.")]
    private partial void LogFailed(string why, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A program has been reading the database for so long that the write-ahead log can't "
        + "be emptied. Predictions are stored more slowly until it stops.")]
    private partial void LogHeldUp();

    [LoggerMessage(Level = LogLevel.Information, Message = "The write-ahead log could be emptied.")]
    private partial void LogFreed();

    [LoggerMessage(Level = LogLevel.Information, Message = "Predictions can be kept again.")]
    private partial void LogRecovered();
}
