using FraudWeb.Accounts;
using FraudWeb.Core;
using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Simulation;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Tests.Simulation;

public sealed class DemoHistoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
    private readonly Database _database;
    private readonly ModelRegistry _models;
    private readonly PredictionLog _log;
    private readonly PredictionQueries _queries;

    public DemoHistoryTests()
    {
        _database = Database.Open(_folder);
        _models = new(_database, Audits.Of(_database), TimeProvider.System);
        _log = new(_database, new SchemasByVersion(_database), new PredictionFeed(TimeProvider.System), Audits.Of(_database),
            TimeProvider.System, NullLogger<PredictionLog>.Instance);
        _queries = new(_database);
    }

    public void Dispose()
    {
        _log.DisposeAsync().AsTask().Wait();
        _models.Dispose();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_keeps_a_month_scored_by_the_champion_and_partly_labelled()
    {
        var champion = await _models.RegisterAsync(Trained(), promote: true);
        var reports = new List<double>();
        await Demo().FillAsync(Caller.Simulator, new Reports(reports));

        var kept = await _queries.StreamAsync(new HistoryFilter()).ToListAsync();
        Assert.Equal(DemoHistory.Rows, kept.Count);
        Assert.Equal(reports.Order(), reports);
        Assert.Equal(1, reports[^1]);
        var now = TimeProvider.System.GetUtcNow();
        Assert.All(kept, prediction =>
        {
            Assert.InRange(prediction.Timestamp, now.AddDays(-DemoHistory.Days).AddMinutes(-5), now);
            Assert.Equal((PredictionSource.Demo, champion.Version), (prediction.Source, prediction.ModelVersion));
            Assert.Equal(champion.Model.Score(prediction.Inputs).Probability, prediction.Probability);
        });

        // Most of what was flagged is labelled, little of the rest, and nothing of yesterday.
        var old = kept.Where(prediction => prediction.Timestamp < now.AddDays(-8)).ToList();
        Assert.InRange(LabelledShare(old.Where(prediction => prediction.Decision != Decision.Approve)), 0.8, 1);
        Assert.InRange(LabelledShare(old.Where(prediction => prediction.Decision == Decision.Approve)), 0.03, 0.1);
        Assert.Equal(0, LabelledShare(kept.Where(prediction => prediction.Timestamp > now.AddDays(-1))));
        Assert.Contains(old, prediction => prediction is { IsFraud: false, Label: Label.Fraud });
    }

    [Fact]
    public async Task A_store_that_is_not_empty_is_left_alone()
    {
        await _models.RegisterAsync(Trained(), promote: true);
        await Demo().FillAsync(Caller.Simulator);

        Assert.Contains("already has predictions",
            (await Assert.ThrowsAsync<DemoException>(() => Demo().FillAsync(Caller.Simulator))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_champion_of_another_schema_is_no_use()
    {
        await _models.RegisterAsync(Trained(new("own", TransactionSchema.Default.Fields)), promote: true);

        Assert.Contains("takes own", (await Assert.ThrowsAsync<DemoException>(() => Demo().FillAsync(Caller.Simulator))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_leaves_the_store_empty()
    {
        await _models.RegisterAsync(Trained(), promote: true);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Demo().FillAsync(Caller.Simulator, new CancelAtOnce(cancel), cancel.Token));
        Assert.False(await _queries.AnyAsync());
    }

    private static double LabelledShare(IEnumerable<Prediction> predictions) =>
        predictions.Average(prediction => prediction.Label == Label.None ? 0.0 : 1);

    private static FraudModel Trained(TransactionSchema? schema = null)
    {
        var rows = new Dataset.Builder(schema ?? TransactionSchema.Default);
        foreach (var row in CardWorld.Simulate(1, 5_000, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(30)))
        {
            rows.Add(row.Transaction.Values, row.IsFraud);
        }

        return Training.Train(rows.Build(), new TrainingOptions { Trees = 20 }, DateTimeOffset.UnixEpoch);
    }

    private DemoHistory Demo()
    {
        var scoring = new ScoringService(
            _models, new Policy(), _log, new PredictionIds(TimeProvider.System, NullLogger<PredictionIds>.Instance), TimeProvider.System,
            NullLogger<ScoringService>.Instance);
        return new(scoring, _log, _queries, Audits.Of(_database), TimeProvider.System);
    }

    private sealed class Reports(List<double> reports) : IProgress<double>
    {
        public void Report(double value) => reports.Add(value);
    }

    private sealed class CancelAtOnce(CancellationTokenSource cancel) : IProgress<double>
    {
        public void Report(double value) => cancel.Cancel();
    }
}
