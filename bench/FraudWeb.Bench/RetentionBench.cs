using System.Diagnostics;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Simulation;
using FraudWeb.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Bench;

/// <summary>Deletes all but the last day of 1,000,000 predictions while new ones are stored, one at a time.</summary>
internal static class RetentionBench
{
    private const int NewRows = 2_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("fraudweb-bench-").FullName;
        using var database = Database.Open(folder);
        var audit = new AuditLog(database, new(new byte[AuditChain.KeyLength]), TimeProvider.System, NullLogger<AuditLog>.Instance);
        using var registry = new ModelRegistry(database, audit, TimeProvider.System);
        using var feed = new PredictionFeed(TimeProvider.System);
        await using (
            var log = new PredictionLog(database, new(database), feed, audit, TimeProvider.System, NullLogger<PredictionLog>.Instance))
        {
            await StoreBench.FillAsync(registry, log);
            var rows = CardWorld.Simulate(3, NewRows, TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1)).ToList();
            using var done = new CancellationTokenSource();
            var alone = KeepAsync(rows, registry.Champion, log, done.Token);
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
            await done.CancelAsync();
            Describe("alone", await alone);

            using var over = new CancellationTokenSource();
            var meanwhile = KeepAsync(rows, registry.Champion, log, over.Token);
            var retention = new RetentionWriter(database, new(PredictionsDays: 1, AuditDays: 0), audit, feed, TimeProvider.System);
            var clock = Stopwatch.StartNew();
            var preview = await retention.PreviewAsync();
            Console.WriteLine($"counted {preview.Goes} in {clock.Elapsed.TotalMilliseconds:N0} ms");
            clock.Restart();
            var went = await retention.RunAsync(Caller.System);
            Console.WriteLine(
                $"erased {went} in {clock.Elapsed.TotalSeconds:F1} s, {went.Predictions / clock.Elapsed.TotalSeconds:N0}/s; the "
                + $"database has {new FileInfo(database.File).Length >> 20} MiB");
            await over.CancelAsync();
            Describe("meanwhile", await meanwhile);
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static Task<List<double>> KeepAsync(
        List<SimulatedTransaction> rows, ServedModel champion, PredictionLog log, CancellationToken stop) => Task.Run(
        async () =>
        {
            var ids = new PredictionIds(TimeProvider.System, NullLogger<PredictionIds>.Instance);
            var (policy, waited) = (new Policy(), new List<double>());
            while (!stop.IsCancellationRequested)
            {
                var prediction = StoreBench.Prediction(rows[waited.Count % rows.Count] with { Time = TimeProvider.System.GetUtcNow() },
                    champion, policy, ids, labelled: false);
                var clock = Stopwatch.StartNew();
                await log.AppendAsync([prediction], CancellationToken.None);
                waited.Add(clock.Elapsed.TotalMilliseconds);
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            }

            return waited;
        },
        CancellationToken.None);

    private static void Describe(string when, List<double> waited)
    {
        waited.Sort();
        Console.WriteLine(
            $"{when}: stored {waited.Count:N0}, median {waited[waited.Count / 2]:F1} ms, p99 {waited[waited.Count * 99 / 100]:F1} ms, "
            + $"longest {waited[^1]:F1} ms");
    }
}
