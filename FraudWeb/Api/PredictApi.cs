using FraudWeb.Accounts;
using FraudWeb.Api.Answers;
using FraudWeb.Core;
using FraudWeb.Core.Access;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;
using FraudWeb.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FraudWeb.Api;

/// <summary>The calls that score transactions, one at a time and in batches.</summary>
public static class PredictApi
{
    public static void MapPredict(this IEndpointRouteBuilder api)
    {
        api.MapPost("/predict", PredictAsync).RequireScope(KeyScopes.Score).WithName("predict").WithTags("Scoring")
            .WithSummary("Score one transaction and store the prediction.")
            .WithDescription(
                "Checks the transaction, scores it with the current model, applies the policy and stores the prediction. The response is "
                + "sent when the prediction is on disk. If the scorer fails, the probability is null and the decision is review.")
            .WithBody("One transaction.", ApiSchemas.TransactionReference, examples => examples.Transaction())
            .WithParameters(ApiSchemas.Explain, ApiSchemas.Idempotency)
            .WithAnswer("The prediction, which is on disk.", examples => examples.Predicted())
            .WithAnswerHeaders(ApiSchemas.Replayed)
            .WithProblems(
                Problem.IdempotencyConflict, Problem.TooLarge, Problem.UnsupportedMediaType, Problem.IdempotencyMismatch,
                    Problem.Unavailable);
        api.MapPost("/batch_predict", BatchPredictAsync).RequireScope(KeyScopes.Score).WithName("batchPredict").WithTags("Scoring")
            .WithSummary("Score many transactions; an invalid one does not stop the others.")
            .WithDescription(
                "Scores all transactions with one model and stores all predictions in one write. An invalid transaction gets its errors at "
                + "its position, and the others are scored.")
            .WithBody(
                "The transactions.", document => ApiSchemas.Batch(ApiSchemas.TransactionReference(document)), examples => examples.Batch())
            .WithParameters(ApiSchemas.Idempotency)
            .WithAnswer(
                "The predictions, which are on disk, and the errors of invalid transactions, in input order.",
                examples => examples.BatchPredicted())
            .WithAnswerHeaders(ApiSchemas.Replayed)
            .WithProblems(
                Problem.IdempotencyConflict, Problem.TooLarge, Problem.UnsupportedMediaType, Problem.IdempotencyMismatch,
                    Problem.Unavailable);
    }

    private static async Task<Results<Ok<PredictAnswer>, IdempotentResult, ProblemResult>> PredictAsync(
        HttpContext context, ScoringService scoring, IdempotentCalls calls)
    {
        var query = new QueryReader(context.Request.Query);
        var explain = query.Flag("explain");
        using var call = await ScoringCall.ReadAsync(context, query, calls, JsonBody.OneLimit);
        if (call.Refusal is { } refusal)
        {
            return refusal;
        }

        if (call.Settled is { } settled)
        {
            return settled;
        }

        // The same scorer for the whole call, because another model may be promoted at any moment.
        var scorer = scoring.GetScorer();
        var errors = new FieldErrors();
        if (TransactionJson.Read(call.Body, scorer.Schema, errors) is not { } transaction)
        {
            return ProblemResult.Invalid(errors);
        }

        return await call.ScoreAsync(
            scoring, scorer, [transaction], PredictionSource.Api, predictions => Answer(scorer, predictions[0], explain));
    }

    private static async Task<Results<Ok<BatchAnswer>, IdempotentResult, ProblemResult>> BatchPredictAsync(
        HttpContext context, ScoringService scoring, ApiSettings settings, IdempotentCalls calls, BatchLoad load)
    {
        using var call = await ScoringCall.ReadAsync(context, new(context.Request.Query), calls, JsonBody.BatchLimit, load);
        if (call.Refusal is { } refusal)
        {
            return refusal;
        }

        if (call.Settled is { } settled)
        {
            return settled;
        }

        return await load.RunAsync(call.Body.Length, () => ScoreAsync(call, scoring, settings), context.RequestAborted);
    }

    private static async Task<Results<Ok<BatchAnswer>, IdempotentResult, ProblemResult>> ScoreAsync(
        ScoringCall call, ScoringService scoring, ApiSettings settings)
    {
        var scorer = scoring.GetScorer();
        var errors = new FieldErrors();
        var items = BatchBody.Read(call.Body, scorer.Schema, settings.MaxBatchItems, errors);
        if (!errors.IsEmpty)
        {
            return ProblemResult.Invalid(errors);
        }

        if (items.Count > settings.MaxBatchItems)
        {
            return new ProblemResult(
                Problem.TooLarge, $"A batch may hold at most {settings.MaxBatchItems} transactions (setting Api:MaxBatchItems).");
        }

        var good = items.Where(item => item.Transaction is not null).Select(item => item.Transaction!).ToList();
        return await call.ScoreAsync(scoring, scorer, good, PredictionSource.Batch, predictions => Answer(items, predictions));
    }

    private static PredictAnswer Answer(Scorer scorer, Prediction prediction, bool explain) =>
        PredictAnswer.Of(prediction, explain && prediction.Probability is not null ? scorer.Explain(prediction) : null);

    private static BatchAnswer Answer(List<BatchItem> items, IReadOnlyList<Prediction> predictions)
    {
        var entries = new List<BatchEntry>(items.Count);
        var next = 0;
        foreach (var item in items)
        {
            entries.Add(item.Transaction is not null
                ? PredictAnswer.Of(predictions[next++])
                : new RefusedTransaction(item.TransactionId, entries.Count, ProblemResult.ByField(item.Errors), item.Errors.ToString()));
        }

        return new(items.Count, predictions.Count(prediction => prediction.IsFraud), items.Count - predictions.Count, entries);
    }
}
