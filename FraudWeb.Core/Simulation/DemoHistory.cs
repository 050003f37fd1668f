using System.Globalization;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Core.Simulation;

/// <summary>Fills an empty database with a month of simulated transactions, scored by the champion and labelled as a diligent team would
/// have: most of the flagged ones, complaints about missed frauds, a sample of the rest, and none of the last days.</summary>
public sealed class DemoHistory(ScoringService scoring, PredictionLog log, PredictionQueries queries, AuditLog audit, TimeProvider clock)
{
    /// <summary>The number of transactions.</summary>
    public const int Rows = 20_000;

    /// <summary>The length of the history, in days.</summary>
    public const int Days = 30;

    // A different world from the default model's, so that the model has not seen these transactions.
    private const ulong Seed = 30;

    /// <summary>Creates and stores the history: all of it or, if it is cancelled or fails, nothing.</summary>
    /// <param name="by">Who requested the history.</param>
    /// <param name="progress">Receives the completed share, 0 to 1.</param>
    /// <param name="cancellationToken">Ends the work before the history is written.</param>
    /// <exception cref="DemoException">The database is not empty, or the champion's schema is not the simulator's.</exception>
    public async Task FillAsync(Caller by, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (await queries.AnyAsync(cancel: cancellationToken))
        {
            throw new DemoException(
                "The database already has predictions. A demo history would mix with them; use an empty data folder.");
        }

        var scorer = scoring.GetScorer();
        if (!CardExamples.Fit(scorer.Schema))
        {
            throw new DemoException(
                $"The champion, {scorer.Served.Name}, takes {scorer.Schema.Name}, but only "
                + $"{TransactionSchema.Default.Name} can be simulated.");
        }

        // One write: no page shows half a history, and a cancelled call leaves the database empty for a retry.
        var history = await Task.Run(() => Simulate(scorer, progress, cancellationToken), cancellationToken);
        await log.AppendAsync(history, cancellationToken);
        await audit.AppendAsync(by, AuditActions.DemoLoaded, cancel: CancellationToken.None);
        progress?.Report(1);
    }

    private List<Prediction> Simulate(Scorer scorer, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        const double shareOfWriting = 0.5;
        const int rowsPerReport = 500;
        var now = clock.GetUtcNow();
        var random = new SimulationRandom(Seed);

        // A separate id generator, because the program's own follows the clock.
        var ids = new PredictionIds(clock, NullLogger<PredictionIds>.Instance);
        var history = new List<Prediction>(Rows);
        foreach (var row in CardWorld.Simulate(Seed, Rows, now.AddDays(-Days), TimeSpan.FromDays(Days)))
        {
            history.Add(Predict(row, scorer, ids.Next(row.Time), now - row.Time, random));
            if (history.Count % rowsPerReport == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report((1 - shareOfWriting) * history.Count / Rows);
            }
        }

        return history;
    }

    private static Prediction Predict(SimulatedTransaction row, Scorer scorer, PredictionId id, TimeSpan age, SimulationRandom random)
    {
        var transaction = new Transaction(
            row.Transaction.Schema, row.Transaction.ValueArray, string.Create(CultureInfo.InvariantCulture, $"demo-{row.Transaction.Id}"));
        var outcome = scorer.Decide(transaction);
        var duration = TimeSpan.FromMicroseconds((int)(120 * random.Factor(0.5)));
        var label = IsLabelled(row, outcome.Verdict, age, random) ? row.IsFraud ? Label.Fraud : Label.Legitimate : Label.None;
        return scorer.Predict(transaction, outcome, id, PredictionSource.Demo, Actor.Simulator, duration, label);
    }

    private static bool IsLabelled(SimulatedTransaction row, Verdict verdict, TimeSpan age, SimulationRandom random)
    {
        const double flaggedReviewed = 0.9;
        const double fraudComplained = 0.7;
        const double sampled = 0.05;
        var chance = verdict.Decision != Decision.Approve ? flaggedReviewed : row.IsFraud ? fraudComplained : sampled;

        // Reviewers take a day or two, cardholders a week to read their statements. The number is always drawn, so that the current time
        // does not shift the rest of the sequence.
        var known = verdict.Decision != Decision.Approve ? TimeSpan.FromDays(2) : TimeSpan.FromDays(7);
        return random.Chance(chance) && age >= known;
    }
}
