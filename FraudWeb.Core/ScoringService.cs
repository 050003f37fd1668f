using System.Diagnostics;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Idempotency;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using Microsoft.Extensions.Logging;

namespace FraudWeb.Core;

/// <summary>The one door: a checked transaction goes in, is scored, decided and kept, and its prediction comes out once it is on disk.</summary>
public sealed partial class ScoringService(
    ModelRegistry models, Policy policy, PredictionLog log, PredictionIds ids, TimeProvider clock, ILogger<ScoringService> logger)
{
    /// <summary>The model that answers now.</summary>
    public ServedModel Champion => models.Champion;

    /// <summary>What turns probabilities into verdicts.</summary>
    public Policy Policy => policy;

    /// <summary>Scores, decides and keeps one transaction.</summary>
    /// <param name="transaction">What is asked.</param>
    /// <param name="source">Through which door it came.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancel">Gives up while the write has not begun.</param>
    /// <returns>The prediction, which is on disk by then.</returns>
    public async Task<Prediction> ScoreAsync(Transaction transaction, PredictionSource source, Actor by, CancellationToken cancel = default)
    {
        var prediction = Answer(transaction, source, by, models.Champion);
        await log.AppendAsync([prediction], cancel).ConfigureAwait(false);
        return prediction;
    }

    /// <summary>Scores, decides and keeps many transactions under one model, in one write: all are on disk afterwards or none.</summary>
    public async Task<IReadOnlyList<Prediction>> ScoreAsync(IReadOnlyList<Transaction> transactions, PredictionSource source, Actor by, CancellationToken cancel = default)
    {
        var champion = models.Champion;
        var predictions = transactions.Select(transaction => Answer(transaction, source, by, champion)).ToList();
        await log.AppendAsync(predictions, cancel).ConfigureAwait(false);
        return predictions;
    }

    /// <summary>Scores, decides and keeps transactions under one model together with the answer that is made of them, in one write: all of it
    /// is on disk afterwards or nothing.</summary>
    /// <param name="transactions">What is asked; none is allowed.</param>
    /// <param name="source">Through which door they came.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="key">What the caller names the request by.</param>
    /// <param name="answer">Makes the answer of the predictions, which stand in the order of the transactions.</param>
    /// <param name="cancel">Gives up while the write has not begun.</param>
    /// <returns>The answer; null when another one counts under this key, and then nothing is kept.</returns>
    public async Task<byte[]?> ScoreOnceAsync(
        IReadOnlyList<Transaction> transactions, PredictionSource source, Actor by, AnswerKey key, Func<IReadOnlyList<Prediction>, byte[]> answer,
        CancellationToken cancel = default)
    {
        var champion = models.Champion;
        var predictions = transactions.Select(transaction => Answer(transaction, source, by, champion)).ToList();
        var body = answer(predictions);
        var kept = new IdempotentResponse { Owner = key.Owner, Key = key.Key, Request = key.Request, Body = body, At = clock.GetUtcNow() };
        return await log.AppendAsync(predictions, kept, cancel).ConfigureAwait(false) ? body : null;
    }

    /// <summary>What the champion would say, without keeping it: for what-if.</summary>
    public (Score Score, Verdict Verdict) Preview(Transaction transaction)
    {
        var score = models.Champion.Model.Score(transaction.Values);
        return (score, policy.Decide(score.Probability));
    }

    /// <summary>Why a kept prediction got its score, computed again by the model that gave it.</summary>
    public Explanation Explain(Prediction prediction) => models.Get(prediction.ModelVersion).Model.Explain(prediction.Inputs);

    private Prediction Answer(Transaction transaction, PredictionSource source, Actor by, ServedModel served)
    {
        var start = clock.GetTimestamp();
        var probability = Probability(transaction, served);
        var verdict = policy.Decide(probability ?? double.NaN);
        return new Prediction
        {
            Id = ids.Next(),
            TransactionId = transaction.Id,
            Source = source,
            AccountId = by.Kind == ActorKind.Account ? by.Id : null,
            KeyId = by.Kind == ActorKind.Key ? by.Id : null,
            ModelVersion = served.Version,
            Inputs = transaction.ValueArray,
            Probability = probability,
            Threshold = policy.Threshold,
            IsFraud = verdict.IsFraud,
            RiskLevel = verdict.RiskLevel,
            Decision = verdict.Decision,
            DurationMicroseconds = (int)Math.Min(int.MaxValue, clock.GetElapsedTime(start).TotalMicroseconds),
        };
    }

    // Whatever goes wrong in a scorer, the transaction is kept and goes to review, never through.
    private double? Probability(Transaction transaction, ServedModel served)
    {
        try
        {
            var probability = served.Model.Score(transaction.Values).Probability;
            return double.IsNaN(probability) ? throw new UnreachableException("The score is not a number.") : probability;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogScorerFailed(served.Version, e);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Model v{Version} failed to score a transaction; it goes to review.")]
    private partial void LogScorerFailed(int version, Exception e);
}
