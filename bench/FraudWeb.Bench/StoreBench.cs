using System.Diagnostics;
using FraudWeb.Core;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Simulation;
using FraudWeb.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Bench;

/// <summary>Fills a database with 1,000,000 predictions of thirty days and times the queries of History and Dashboard.</summary>
internal static class StoreBench
{
    private const int Rows = 1_000_000;
    private const int AppendRows = 1_000;
    private const int Rounds = 7;

    public static async Task<int> RunAsync(string? folder)
    {
        var kept = folder ?? Directory.CreateTempSubdirectory("fraudweb-bench-").FullName;
        using var database = Database.Open(kept);
        var audit = new AuditLog(database, new(new byte[AuditChain.KeyLength]), TimeProvider.System, NullLogger<AuditLog>.Instance);
        using var registry = new ModelRegistry(database, audit, TimeProvider.System);
        var schemas = new SchemasByVersion(database);
        using var feed = new PredictionFeed(TimeProvider.System);
        await using (var log = new PredictionLog(database, schemas, feed, audit, TimeProvider.System, NullLogger<PredictionLog>.Instance))
        {
            var predictions = new PredictionQueries(database);
            await registry.LoadAsync();
            if (!await predictions.AnyAsync())
            {
                await FillAsync(registry, log);
            }

            await MeasureAsync(predictions, new DashboardQueries(database, predictions));
        }

        if (folder is null)
        {
            Directory.Delete(kept, recursive: true);
        }

        return 0;
    }

    /// <summary>Stores 1,000,000 simulated predictions of the last thirty days.</summary>
    internal static async Task FillAsync(ModelRegistry registry, PredictionLog log)
    {
        var now = TimeProvider.System.GetUtcNow();
        var from = now.AddDays(-30);
        var data = new Dataset.Builder(TransactionSchema.Default);
        foreach (var row in CardWorld.Simulate(1, 20_000, from, TimeSpan.FromDays(30)))
        {
            data.Add(row.Transaction.Values, row.IsFraud, row.Time);
        }

        var champion = await registry.RegisterAsync(Training.Train(data.Build(), new TrainingOptions(), now), promote: true);

        var policy = new Policy();
        var ids = new PredictionIds(TimeProvider.System, NullLogger<PredictionIds>.Instance);
        var clock = Stopwatch.StartNew();
        foreach (var rows in CardWorld.Simulate(2, Rows, from, TimeSpan.FromDays(30)).Chunk(AppendRows))
        {
            await log.AppendAsync([.. rows.Select((row, i) => Prediction(row, champion, policy, ids, labelled: i % 10 == 0))]);
        }

        Console.WriteLine(
            $"stored {Rows:N0} predictions in {clock.Elapsed.TotalSeconds:F1} s, {Rows / clock.Elapsed.TotalSeconds:N0}/s");
    }

    /// <summary>Returns the champion's prediction for a simulated transaction.</summary>
    internal static Prediction Prediction(SimulatedTransaction row, ServedModel champion, Policy policy, PredictionIds ids, bool labelled)
    {
        var probability = champion.Model.Score(row.Transaction.Values).Probability;
        var verdict = policy.Decide(probability);
        return new Prediction
        {
            Id = ids.Next(row.Time),
            TransactionId = row.Transaction.Id,
            Source = PredictionSource.Demo,
            ModelVersion = champion.Version,
            Inputs = row.Transaction.Values.ToArray(),
            Probability = probability,
            Threshold = policy.Threshold,
            IsFraud = verdict.IsFraud,
            RiskLevel = verdict.RiskLevel,
            Decision = verdict.Decision,
            DurationMicroseconds = 20,
            Label = !labelled ? Label.None : row.IsFraud ? Label.Fraud : Label.Legitimate,
        };
    }

    private static async Task MeasureAsync(PredictionQueries predictions, DashboardQueries dashboard)
    {
        var now = TimeProvider.System.GetUtcNow();
        var filters = new (string Name, HistoryFilter Filter)[]
        {
            ("no filter", new()),
            ("last hour", new() { From = now.AddHours(-1) }),
            ("one day, two weeks ago", new() { From = now.AddDays(-15), To = now.AddDays(-14) }),
            ("high risk", new() { RiskLevel = RiskLevel.High }),
            ("review", new() { Decision = Decision.Review }),
            ("labelled fraud, approved", new() { Label = Label.Fraud, Decision = Decision.Approve }),
            ("high risk, labelled legitimate", new() { RiskLevel = RiskLevel.High, Label = Label.Legitimate }),
            ("probability 0.49 to 0.51", new() { MinProbability = 0.49, MaxProbability = 0.51 }),
            ("a source with nothing", new() { Source = PredictionSource.Feed }),
            ("a model with nothing", new() { ModelVersion = 99 }),
            ("low risk and declined: nothing", new() { RiskLevel = RiskLevel.Low, Decision = Decision.Decline }),
            ("one transaction id", new() { TransactionId = "123456" }),
        };
        foreach (var (name, filter) in filters)
        {
            await TimeAsync($"page, {name}", () => predictions.PageAsync(filter, HistorySort.Newest, 50, null));
            await TimeAsync($"count, {name}", () => predictions.CountAsync(filter));
        }

        await TimeAsync("page, highest probability first", () => predictions.PageAsync(new(), HistorySort.HighestProbability, 50, null));
        await TimeAsync("page, oldest first", () => predictions.PageAsync(new(), HistorySort.Oldest, 50, null));
        await TimeAsync(
            "dashboard, 24 hours", () => dashboard.LoadAsync(now.AddDays(-1), now, TransactionSchema.Default, TimeZoneInfo.Utc));
        await TimeAsync(
            "dashboard, 30 days", () => dashboard.LoadAsync(now.AddDays(-30), now, TransactionSchema.Default, TimeZoneInfo.Utc));
    }

    private static async Task TimeAsync<T>(string name, Func<Task<T>> ask)
    {
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var clock = Stopwatch.StartNew();
            await ask();
            times[i] = clock.Elapsed.TotalMilliseconds;
        }

        var first = times[0];
        Array.Sort(times);
        Console.WriteLine($"{name,-45} first {first,7:F1} ms   median {times[Rounds / 2],7:F1} ms   worst {times[^1],7:F1} ms");
    }
}
