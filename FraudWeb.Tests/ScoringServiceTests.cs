using FraudWeb.Accounts;
using FraudWeb.Core;
using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Models;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Tests;

public class ScoringServiceTests
{
    [Fact]
    public async Task What_is_answered_is_kept_and_can_be_computed_again_to_the_bit()
    {
        await using var door = await Door.OpenAsync();
        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            var transaction = new Transaction(TransactionSchema.Default, MadeModels.Values(TransactionSchema.Default, random), $"T{i}");
            var answered = await door.Scoring.ScoreAsync(door.Scoring.GetScorer(), transaction, PredictionSource.Api, Actor.System);

            var kept = await door.Queries.FindAsync(answered.Id);
            Assert.NotNull(kept);
            Assert.Equal((answered.Probability, answered.Decision, $"T{i}", PredictionSource.Api),
                (kept.Probability, kept.Decision, kept.TransactionId, kept.Source));
            Assert.Equal(kept.Probability, door.Models.Get(kept.ModelVersion).Model.Score(kept.Inputs).Probability);
            Assert.Equal(door.Scoring.GetScorer().Decide(transaction).Probability, kept.Probability);
            var explanation = door.Scoring.Explain(kept);
            Assert.Equal(explanation.LogOdds, explanation.BaseValue + explanation.Reasons.Sum(reason => reason.Contribution), 9);
        }
    }

    [Fact]
    public async Task A_transaction_of_another_schema_is_refused_and_nothing_is_stored()
    {
        await using var door = await Door.OpenAsync();
        var before = door.Scoring.GetScorer();
        await door.Models.RegisterAsync(SwappedModels.HighFirst(), promote: true);
        var transaction = new Transaction(before.Schema, MadeModels.Values(before.Schema, new Random(1)));
        var swapped = new Transaction(SwappedModels.LowFirst().Schema, [1, 1_000]);

        foreach (var read in (Transaction[])[transaction, swapped])
        {
            var refused = await Assert.ThrowsAsync<ArgumentException>(
                () => door.Scoring.ScoreAsync(door.Scoring.GetScorer(), read, PredictionSource.Api, Actor.System));
            Assert.Contains("Model v2 takes transactions of the schema swapped (high, low), but this one was", refused.Message,
                StringComparison.Ordinal);
            Assert.Contains($"by the schema {read.Schema.Name} ({read.Schema.Fields[0].Name}, ", refused.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => door.Scoring.GetScorer().Explain(read));
        }

        Assert.False(await door.Queries.AnyAsync());
        var stored = await door.Scoring.ScoreAsync(before, transaction, PredictionSource.Api, Actor.System);
        Assert.Equal(1, stored.ModelVersion);
        Assert.Throws<ArgumentException>(() => door.Scoring.GetScorer().Explain(stored));
    }

    [Fact]
    public async Task Each_task_reads_scores_and_stores_by_one_schema_while_champions_of_others_are_promoted()
    {
        await using var door = await Door.OpenAsync();
        await door.Models.RegisterAsync(SwappedModels.LowFirst(), promote: true);
        await using (var swaps = new SwappedModels(door.Models))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(task => Task.Run(async () =>
            {
                for (var i = 0; i < 25; i++)
                {
                    var scorer = door.Scoring.GetScorer();
                    var transaction = TransactionJson.Read(SwappedModels.Body(task - 4), scorer.Schema, new FieldErrors())!;
                    await swaps.NextAsync();
                    var stored = await door.Scoring.ScoreAsync(scorer, transaction, PredictionSource.Api, Actor.System);
                    Assert.Equal(scorer.Decide(transaction).Probability, stored.Probability);
                }
            })));
        }

        await SwappedModels.AssertStoredAsync(door.Queries, door.Models, predictions: 200);
    }

    [Fact, Trait("Requirement", "LC5")]
    public async Task A_scorer_that_fails_sends_the_transaction_to_review_and_keeps_it()
    {
        await using var door = await Door.OpenAsync();
        var broken = await door.Models.RegisterAsync(MadeModels.Failing(), promote: true);

        var answered = await door.Scoring.ScoreAsync(
            door.Scoring.GetScorer(), new Transaction(broken.Model.Schema, [1e30, 1e30]), PredictionSource.Form, Actor.System);

        Assert.Equal((null, false, Decision.Review), (answered.Probability, answered.IsFraud, answered.Decision));
        Assert.Equal(Decision.Review, (await door.Queries.FindAsync(answered.Id))!.Decision);
    }

    [Fact, Trait("Requirement", "MD2")]
    public async Task A_batch_is_answered_by_one_model_while_models_are_swapped()
    {
        await using var door = await Door.OpenAsync();
        var transactions = Enumerable.Range(0, 100)
            .Select(i => new Transaction(TransactionSchema.Default, MadeModels.Values(TransactionSchema.Default, new Random(i)))).ToList();
        using var stop = new CancellationTokenSource();
        var swapping = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await door.Models.RegisterAsync(MadeModels.Trees(i % 2), promote: true);
            }
        });

        for (var i = 0; i < 20; i++)
        {
            var answered = await door.Scoring.ScoreAsync(door.Scoring.GetScorer(), transactions, PredictionSource.Batch, Actor.System);
            var version = Assert.Single(answered.Select(prediction => prediction.ModelVersion).Distinct());
            Assert.All(answered, prediction =>
                Assert.Equal(door.Models.Get(version).Model.Score(prediction.Inputs).Probability, prediction.Probability));
        }

        await stop.CancelAsync();
        await swapping;
    }

    // The service with all that it stands on, and a champion.
    private sealed class Door : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
        private readonly Database _database;
        private readonly PredictionLog _log;

        private Door()
        {
            _database = Database.Open(_folder);
            _log = new(_database, new(_database), new(TimeProvider.System), Audits.Of(_database), TimeProvider.System,
                NullLogger<PredictionLog>.Instance);
            Models = new(_database, Audits.Of(_database), TimeProvider.System);
            Queries = new(_database);
            Scoring = new(Models, new Policy(), _log,
                new(TimeProvider.System, NullLogger<PredictionIds>.Instance), TimeProvider.System, NullLogger<ScoringService>.Instance);
        }

        public ModelRegistry Models { get; }

        public PredictionQueries Queries { get; }

        public ScoringService Scoring { get; }

        public static async Task<Door> OpenAsync()
        {
            var door = new Door();
            await door.Models.RegisterAsync(MadeModels.Trees(1), promote: true);
            return door;
        }

        public async ValueTask DisposeAsync()
        {
            await _log.DisposeAsync();
            Models.Dispose();
            _database.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
