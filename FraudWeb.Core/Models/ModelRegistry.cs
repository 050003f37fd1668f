using System.Collections.Concurrent;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Learning.MlNet;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Models;

/// <summary>All model versions, and the champion, which serves requests. The files are in the data folder's <c>models</c>; the database has
/// the entries and the champion.</summary>
/// <param name="database">The database of the versions.</param>
/// <param name="audit">Receives an entry per registration and promotion.</param>
/// <param name="clock">The time of registration.</param>
/// <param name="scoring">The engine that computes the probabilities; null for the compiled model.</param>
public sealed class ModelRegistry(Database database, AuditLog audit, TimeProvider clock, ScoringOptions? scoring = null) : IDisposable
{
    // Old versions are needed to explain their predictions; a few of them are cached.
    private const int KeptVersions = 4;

    private readonly ConcurrentDictionary<int, ServedModel> _loaded = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile ServedModel? _champion;

    /// <summary>Whether there is a champion.</summary>
    public bool HasChampion => _champion is not null;

    /// <summary>The model that serves requests now. Read it once per piece of work, because the next call may return another
    /// model.</summary>
    /// <exception cref="InvalidOperationException">There is no champion yet.</exception>
    public ServedModel Champion =>
        _champion ?? throw new InvalidOperationException("No model is served yet; train one or name a file in the setting Model.");

    /// <summary>Selects the model to serve: the given file, which is registered if it is new; else the stored champion; else
    /// none.</summary>
    /// <exception cref="ModelFileException">The given file, or the champion's, can't be used.</exception>
    public async Task LoadAsync(string? file = null, CancellationToken cancel = default)
    {
        if (!string.IsNullOrEmpty(file))
        {
            var (model, _) = await Task.Run(() => ModelFile.Read(file), cancel);
            _champion = await RegisterAsync(model, promote: false, cancel);
            return;
        }

        await using var context = database.CreateDbContext();
        if (await context.Models.FirstOrDefaultAsync(model => model.IsChampion, cancel) is { } champion)
        {
            _champion = await Task.Run(() => Load(champion), cancel);
        }
    }

    /// <summary>Returns a registered version; loads it if it is not in memory.</summary>
    /// <exception cref="ArgumentException">There is no such version.</exception>
    /// <exception cref="ModelFileException">Its file is missing or was changed.</exception>
    public ServedModel Get(int version)
    {
        if (_champion is { } champion && champion.Version == version)
        {
            return champion;
        }

        if (_loaded.TryGetValue(version, out var loaded))
        {
            return loaded;
        }

        using var context = database.CreateDbContext();
        var entry = context.Models.FirstOrDefault(model => model.Version == version)
            ?? throw new ArgumentException($"No model is registered as v{version}.", nameof(version));
        loaded = Load(entry);
        if (_loaded.Count >= KeptVersions)
        {
            _loaded.Clear();
        }

        return _loaded.GetOrAdd(version, loaded);
    }

    /// <summary>Returns all versions, the newest first.</summary>
    public async Task<IReadOnlyList<RegisteredModel>> ListAsync(CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.Models.OrderByDescending(model => model.Version).ToListAsync(cancel);
    }

    /// <summary>Registers a model under the next version; a model that is already registered keeps its version. ML.NET must give the same
    /// scores as the model itself, on rows around its thresholds.</summary>
    /// <param name="model">The model.</param>
    /// <param name="promote">Whether it becomes the champion.</param>
    /// <param name="cancel">Cancels the call; nothing is registered then.</param>
    /// <exception cref="ModelFileException">ML.NET gives different scores, or the model can't be written.</exception>
    /// <exception cref="StoreUnavailableException">The database can't be written.</exception>
    public async Task<ServedModel> RegisterAsync(FraudModel model, bool promote, CancellationToken cancel = default)
    {
        var (bytes, hash) = await Task.Run(() => ToProvenBytes(model), cancel);
        await _gate.WaitAsync(cancel);
        try
        {
            var entry = await database.WriteAsync(context => Register(context, model, bytes, hash, promote), cancel);
            var served = Serve(entry.Version, hash, model);
            if (promote)
            {
                _champion = served;
            }

            return served;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads a version's file again, and compares the model's scores with ML.NET's.</summary>
    /// <returns>The error, in one line; null if there is none.</returns>
    public string? GetIntegrityError(RegisteredModel model)
    {
        try
        {
            return MlNetProof.FindDifference(Load(model).Model) is { } difference ? $"ML.NET gives different scores: {difference}." : null;
        }
        catch (ModelFileException e)
        {
            return e.Message;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<RegisteredModel> Register(FraudDbContext context, FraudModel model, byte[] bytes, string hash, bool promote)
    {
        var entry = await context.Models.FirstOrDefaultAsync(known => known.Hash == hash);
        if (entry is null)
        {
            var version = 1 + (await context.Models.MaxAsync(known => (int?)known.Version) ?? 0);
            entry = new RegisteredModel
            {
                Version = version,
                Hash = hash,
                FileName = ModelFolder.NameOf(version, hash),
                Trainer = model.Report.Trainer,
                SchemaJson = model.Schema.Json,
                RegisteredAt = clock.GetUtcNow(),
            };
            context.Models.Add(entry);
        }

        // The file is written first: an entry without its file would be an outage, a file without an entry is harmless.
        var path = ModelFolder.PathOf(database.Directory, entry.FileName);
        if (!File.Exists(path))
        {
            Write(path, bytes);
        }

        if (promote)
        {
            await context.Models.Where(known => known.IsChampion && known.Version != entry.Version)
                .ExecuteUpdateAsync(set => set.SetProperty(known => known.IsChampion, false));
            entry.IsChampion = true;
        }

        await context.SaveChangesAsync();
        audit.Append(context, Caller.System, promote ? AuditActions.ModelPromoted : AuditActions.ModelRegistered,
            ModelVersionName.Of(entry.Version), $"{entry.Trainer}, SHA-256 {hash[..16]}…");
        return entry;
    }

    private static (byte[] Bytes, string Hash) ToProvenBytes(FraudModel model) => MlNetProof.FindDifference(model) is { } difference
        ? throw new ModelFileException($"The model was rejected, because ML.NET gives different scores: {difference}. Train it again.")
        : ModelFile.ToBytes(model);

    private ServedModel Serve(int version, string hash, FraudModel model) =>
        new(version, hash, scoring?.Engine == ScoringEngine.MlNet ? MlNetEngine.Serve(model) : model);

    private static void Write(string path, byte[] bytes)
    {
        try
        {
            var folder = PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            ModelFile.Write(path, bytes);
            PrivateFiles.Restrict(folder, "*");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The model can't be written to {path}: {e.Message}", e);
        }
    }

    private ServedModel Load(RegisteredModel entry)
    {
        var path = ModelFolder.PathOf(database.Directory, entry.FileName);
        if (!File.Exists(path))
        {
            throw new ModelFileException(
                $"Model v{entry.Version}{(entry.IsChampion ? ", the champion," : "")} is registered, but its file {path} is missing; "
                + "restore it from a backup.");
        }

        var (model, hash) = ModelFile.Read(path);
        return hash == entry.Hash ? Serve(entry.Version, hash, model)
            : throw new ModelFileException(
                $"{path} holds another model than the one registered as v{entry.Version}; restore the file from a backup.");
    }
}
