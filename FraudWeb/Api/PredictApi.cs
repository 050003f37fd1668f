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

/// <summary>Scoring over HTTP, one at a time and in batches.</summary>
public static class PredictApi
{
    public static void MapPredict(this IEndpointRouteBuilder api)
    {
        api.MapPost("/predict", PredictAsync).RequireScope(KeyScopes.Score).WithName("predict").WithTags("Scoring")
            .WithSummary("Score one transaction and keep the prediction.")
            .WithDescription("Checks the transaction, scores it by the model that answers now, decides by the policy and keeps the prediction. The answer comes "
                + "once it is on disk. When the scorer fails, the probability is null and the decision review.")
            .WithBody("One transaction.", ApiSchemas.TransactionReference, examples => examples.Transaction())
            .WithParameters(ApiSchemas.Explain, ApiSchemas.Idempotency)
            .WithAnswer("The prediction, which is on disk.", examples => examples.Predicted())
            .WithAnswerHeaders(ApiSchemas.Replayed)
            .WithProblems(
                Problem.IdempotencyConflict, Problem.TooLarge, Problem.UnsupportedMediaType, Problem.IdempotencyMismatch, Problem.Unavailable);
        api.MapPost("/batch_predict", BatchPredictAsync).RequireScope(KeyScopes.Score).WithName("batchPredict").WithTags("Scoring")
            .WithSummary("Score many transactions; a bad one is answered in its place and the rest are scored.")
            .WithDescription("Scores all transactions under one model and keeps all predictions in one write. A transaction that is refused is answered in its "
                + "place with what is wrong, and the others are scored.")
            .WithBody("The transactions.", document => ApiSchemas.Batch(ApiSchemas.TransactionReference(document)), examples => examples.Batch())
            .WithParameters(ApiSchemas.Idempotency)
            .WithAnswer("The predictions, which are on disk, and what was refused, in input order.", examples => examples.BatchPredicted())
            .WithAnswerHeaders(ApiSchemas.Replayed)
            .WithProblems(
                Problem.IdempotencyConflict, Problem.TooLarge, Problem.UnsupportedMediaType, Problem.IdempotencyMismatch, Problem.Unavailable);
    }

    private static async Task<Results<Ok<PredictAnswer>, IdempotentResult, ProblemResult>> PredictAsync(
        HttpContext context, ScoringService scoring, IdempotentCalls calls)
    {
        var query = new QueryReader(context.Request.Query);
        var explain = query.Flag("explain");
        var key = IdempotencyKey.Read(context.Request.Headers, query);
        if (query.Refusal is { } misasked)
        {
            return misasked;
        }

        var (body, refusal) = await JsonBody.ReadAsync(context, JsonBody.OneLimit);
        if (refusal is not null)
        {
            return refusal;
        }

        // Before the body is checked: an answer that was given is given again, even if it would be refused by now.
        using var call = key is null ? null : await calls.BeginAsync(context, key, body);
        if (call?.Settled is { } settled)
        {
            return settled;
        }

        var errors = new FieldErrors();
        if (TransactionJson.Read(body, scoring.Champion.Model.Schema, errors) is not { } transaction)
        {
            return ProblemResult.Invalid(errors);
        }

        if (call is not null)
        {
            return await ScoreOnceAsync(call, context, scoring, transaction, explain);
        }

        var prediction = await scoring.ScoreAsync(transaction, PredictionSource.Api, context.User.Actor(), context.RequestAborted);
        return TypedResults.Ok(Answer(scoring, prediction, explain));
    }

    private static async Task<Results<Ok<BatchAnswer>, IdempotentResult, ProblemResult>> BatchPredictAsync(
        HttpContext context, ScoringService scoring, ApiSettings settings, IdempotentCalls calls)
    {
        var query = new QueryReader(context.Request.Query);
        var key = IdempotencyKey.Read(context.Request.Headers, query);
        if (query.Refusal is { } misasked)
        {
            return misasked;
        }

        var (body, refusal) = await JsonBody.ReadAsync(context, JsonBody.BatchLimit);
        if (refusal is not null)
        {
            return refusal;
        }

        // Before the body is checked: an answer that was given is given again, even if it would be refused by now.
        using var call = key is null ? null : await calls.BeginAsync(context, key, body);
        if (call?.Settled is { } settled)
        {
            return settled;
        }

        var errors = new FieldErrors();
        var items = BatchBody.Read(body, scoring.Champion.Model.Schema, settings.MaxBatchItems, errors);
        if (!errors.IsEmpty)
        {
            return ProblemResult.Invalid(errors);
        }

        if (items.Count > settings.MaxBatchItems)
        {
            return new ProblemResult(Problem.TooLarge, $"A batch may hold at most {settings.MaxBatchItems} transactions (setting Api:MaxBatchItems).");
        }

        var good = items.Where(item => item.Transaction is not null).Select(item => item.Transaction!).ToList();
        if (call is not null)
        {
            return await ScoreOnceAsync(call, context, scoring, items, good);
        }

        var predictions = good.Count == 0 ? [] : await scoring.ScoreAsync(good, PredictionSource.Batch, context.User.Actor(), context.RequestAborted);
        return TypedResults.Ok(Answer(items, predictions));
    }

    // In methods of their own, so that calls without a key make no closures.
    private static Task<IdempotentResult> ScoreOnceAsync(IdempotentCall call, HttpContext context, ScoringService scoring, Transaction transaction, bool explain) =>
        call.ScoreAsync(
            scoring, [transaction], PredictionSource.Api, context.User.Actor(), predictions => Answer(scoring, predictions[0], explain), context.RequestAborted);

    private static Task<IdempotentResult> ScoreOnceAsync(
        IdempotentCall call, HttpContext context, ScoringService scoring, List<BatchItem> items, List<Transaction> good) =>
        call.ScoreAsync(scoring, good, PredictionSource.Batch, context.User.Actor(), predictions => Answer(items, predictions), context.RequestAborted);

    private static PredictAnswer Answer(ScoringService scoring, Prediction prediction, bool explain) =>
        PredictAnswer.Of(prediction, explain && prediction.Probability is not null ? scoring.Explain(prediction) : null);

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
