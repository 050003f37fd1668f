using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Idempotency;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using Microsoft.Extensions.Logging;

namespace FraudWeb.Core;

/// <summary>Scores transactions, decides on them and stores the predictions, for form and API. A request takes one <see cref="Scorer"/>
/// from here and does all its work with it. A call returns when its predictions are on disk.</summary>
public sealed partial class ScoringService(
    ModelRegistry models, Policy policy, PredictionLog log, PredictionIds ids, TimeProvider clock, ILogger<ScoringService> logger)
{
    /// <summary>The policy that decides.</summary>
    public Policy Policy => policy;

    /// <summary>Gets the current champion with the policy. Call it once per request, because the next call may return another
    /// one.</summary>
    /// <exception cref="InvalidOperationException">There is no champion yet.</exception>
    public Scorer GetScorer() => new(models.Champion, policy);

    /// <summary>Scores one transaction, decides on it and stores the prediction.</summary>
    /// <param name="scorer">The scorer whose schema the transaction was read by.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="by">The caller.</param>
    /// <param name="cancel">Cancels the call as long as the write has not begun.</param>
    /// <returns>The prediction, which is on disk by then.</returns>
    /// <exception cref="ArgumentException">The transaction was read by another schema; nothing is stored.</exception>
    /// <exception cref="Storage.StoreUnavailableException">It could not be written; nothing is stored.</exception>
    public async Task<Prediction> ScoreAsync(
        Scorer scorer, Transaction transaction, PredictionSource source, Actor by, CancellationToken cancel = default)
    {
        var prediction = Predict(scorer, transaction, source, by);
        await log.AppendAsync([prediction], cancel).ConfigureAwait(false);
        return prediction;
    }

    /// <summary>Does the same for many transactions in one write: all predictions are on disk afterwards, or none.</summary>
    /// <inheritdoc cref="ScoreAsync(Scorer, Transaction, PredictionSource, Actor, CancellationToken)"/>
    public async Task<IReadOnlyList<Prediction>> ScoreAsync(
        Scorer scorer, IReadOnlyList<Transaction> transactions, PredictionSource source, Actor by, CancellationToken cancel = default)
    {
        var predictions = Predict(scorer, transactions, source, by);
        await log.AppendAsync(predictions, cancel).ConfigureAwait(false);
        return predictions;
    }

    /// <summary>Scores transactions and stores the predictions and the response to the caller in one write: all of it is on disk
    /// afterwards, or nothing.</summary>
    /// <param name="scorer">The scorer whose schema the transactions were read by.</param>
    /// <param name="transactions">The transactions; may be empty.</param>
    /// <param name="source">Where they came from.</param>
    /// <param name="by">The caller.</param>
    /// <param name="key">The caller's idempotency key with the request that it names.</param>
    /// <param name="answer">Creates the response from the predictions, which are in the order of the transactions.</param>
    /// <param name="cancel">Cancels the call as long as the write has not begun.</param>
    /// <returns>The response; null if another one is stored under this key, in which case nothing is stored.</returns>
    public async Task<byte[]?> ScoreOnceAsync(
        Scorer scorer, IReadOnlyList<Transaction> transactions, PredictionSource source, Actor by, AnswerKey key,
        Func<IReadOnlyList<Prediction>, byte[]> answer, CancellationToken cancel = default)
    {
        var predictions = Predict(scorer, transactions, source, by);
        var body = answer(predictions);
        var kept = new IdempotentResponse { Owner = key.Owner, Key = key.Key, Request = key.Request, Body = body, At = clock.GetUtcNow() };
        return await log.AppendAsync(predictions, kept, cancel).ConfigureAwait(false) ? body : null;
    }

    /// <summary>Explains the score of a stored prediction by the model that made it.</summary>
    /// <exception cref="ModelFileException">The model's file is missing or was changed.</exception>
    public Explanation Explain(Prediction prediction) => new Scorer(models.Get(prediction.ModelVersion), policy).Explain(prediction);

    private List<Prediction> Predict(Scorer scorer, IReadOnlyList<Transaction> transactions, PredictionSource source, Actor by)
    {
        var predictions = new List<Prediction>(transactions.Count);
        foreach (var transaction in transactions)
        {
            predictions.Add(Predict(scorer, transaction, source, by));
        }

        return predictions;
    }

    private Prediction Predict(Scorer scorer, Transaction transaction, PredictionSource source, Actor by)
    {
        var start = clock.GetTimestamp();
        var outcome = scorer.Decide(transaction);
        if (outcome.Score is null)
        {
            LogScorerFailed(scorer.Served.Name, outcome.Failure);
        }

        return scorer.Predict(transaction, outcome, ids.Next(), source, by, clock.GetElapsedTime(start));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Model {Version} failed to score a transaction, which goes to review.")]
    private partial void LogScorerFailed(string version, Exception? e);
}
