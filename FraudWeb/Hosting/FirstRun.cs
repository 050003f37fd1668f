using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Simulation;
using FraudWeb.Core.Storage;
using FraudWeb.Settings;

namespace FraudWeb.Hosting;

/// <summary>Ensures that there is a model to answer with: the one in the settings, the champion, or one trained on the simulated card
/// world.</summary>
public static class FirstRun
{
    // Enough frauds (about 500) to learn from, and trained in a few seconds.
    private const int Rows = 40_000;
    // All but the latest fifth, which judges.
    private const int TrainedRows = Rows / 5 * 4;
    private const int Seed = 1;
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Span = TimeSpan.FromDays(30);

    /// <summary>Begins to train the first model if the data folder is new. It takes the longest of a first start, so it runs while the
    /// rest of the program starts.</summary>
    /// <returns>The model; null if one is there, or named in the settings.</returns>
    public static Task<FraudModel?> BeginTraining(FraudWebSettings settings) =>
        settings.Model is null && settings.Schema is null && !File.Exists(Path.Combine(settings.DataDirectory, Database.FileName))
            ? Task.Run<FraudModel?>(() => TrainChampion(TimeProvider.System.GetUtcNow()))
            : Task.FromResult<FraudModel?>(null);

    /// <summary>Loads the model, or registers the first one.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="training">What <see cref="BeginTraining"/> returned. If it is null and a model is missing all the same, because the
    /// database is there but empty, the model is trained now.</param>
    /// <exception cref="SettingsException">The schema or the model set can't be used, or the schema is not the model's.</exception>
    public static async Task PrepareAsync(IServiceProvider services, Task<FraudModel?> training)
    {
        var settings = services.GetRequiredService<FraudWebSettings>();
        var models = services.GetRequiredService<ModelRegistry>();
        var schema = settings.Schema is null ? null : await SchemaAsync(settings.Schema);
        try
        {
            await models.LoadAsync(settings.Model);
        }
        catch (ModelFileException e) when (settings.Model is not null)
        {
            throw new SettingsException([$"FraudWeb:Model: is '{settings.Model}'; allowed: a model file. {e.Message}"]);
        }

        if (!models.HasChampion && schema is null)
        {
            Console.WriteLine("First start: training a model on simulated card transactions");
            var first = await training ?? TrainChampion(services.GetRequiredService<TimeProvider>().GetUtcNow());
            await models.RegisterAsync(first, promote: true);
        }

        if (schema is not null && !(models.HasChampion && models.Champion.Model.Takes(schema)))
        {
            throw new SettingsException([$"FraudWeb:Schema: is '{settings.Schema}' ({schema.Name}), but no model for it is served; "
                + "allowed: the schema of the model in FraudWeb:Model. Train one with: FraudWeb train --schema FILE --data FILE --output "
                + "FILE.fraudmodel"]);
        }
    }

    private static async Task<TransactionSchema> SchemaAsync(string file)
    {
        try
        {
            return SchemaJson.Parse(await File.ReadAllBytesAsync(file));
        }
        catch (Exception e) when (e is SchemaException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"FraudWeb:Schema: is '{file}'; allowed: a schema file. {e.Message}"]);
        }
    }

    /// <summary>Registers our boosting, trained on the same rows, beside the champion of a first start, to compare it with. Does nothing
    /// when another model has been registered.</summary>
    public static async Task AddCandidateAsync(ModelRegistry models, DateTimeOffset now, CancellationToken cancel = default)
    {
        if (await models.ListAsync(cancel) is not [{ IsChampion: true }]
            || models.Champion.Model.Report is not { TrainingRows: TrainedRows } champion)
        {
            return;
        }

        // Twice the usual rate takes half the time, and is as good on these rows.
        var candidate = await Task.Run(() => Train(TrainerKind.Boosting, new() { LearningRate = 0.1 }, now, cancel), cancel);
        if (champion.DataHash == candidate.Report.DataHash)
        {
            await models.RegisterAsync(candidate, promote: false, cancel);
        }
    }

    // The start waits for it. On these rows, fewer trees than usual and ML.NET's own 255 bins are as good.
    internal static FraudModel TrainChampion(DateTimeOffset now) => Train(TrainerKind.FastTree, new() { Trees = 100, MaxBins = 255 }, now);

    // Without training again on all rows, which would double the time for a few more simulated rows.
    private static FraudModel Train(
        TrainerKind trainer, TrainingOptions options, DateTimeOffset now, CancellationToken cancel = default)
    {
        var plan = new TrainingPlan { Trainers = [trainer], Options = options, Refit = false };
        return JudgedTraining.Run(Simulated(), plan, now, cancellationToken: cancel);
    }

    private static Dataset Simulated()
    {
        var rows = new Dataset.Builder(TransactionSchema.Default);
        foreach (var row in CardWorld.Simulate(Seed, Rows, From, Span))
        {
            rows.Add(row.Transaction.Values, row.IsFraud, row.Time);
        }

        return rows.Build();
    }
}
