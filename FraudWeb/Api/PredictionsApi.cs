using FraudWeb.Accounts;
using FraudWeb.Api.Answers;
using FraudWeb.Core;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FraudWeb.Api;

/// <summary>The calls that list, get, explain and label stored predictions.</summary>
public static class PredictionsApi
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public static void MapPredictions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/predictions", ListAsync).RequireScope(KeyScopes.Read).WithName("listPredictions").WithTags("Predictions")
            .WithSummary("List predictions, newest first.")
            .WithDescription(
                "Lists the stored predictions that match all filters, newest first, one page at a time. An invalid filter is refused, not "
                + "ignored. Pages have no gaps and no duplicates, even while new predictions arrive.")
            .WithParameters(ApiSchemas.ListParameters)
            .WithAnswer("A page of predictions, and the cursor of the next page.", examples => examples.Page())
            .WithProblems(Problem.Unavailable);
        api.MapGet("/predictions/{id}", FindAsync).RequireScope(KeyScopes.Read).WithName("getPrediction").WithTags("Predictions")
            .WithSummary("Get one prediction.")
            .WithDescription("Gets one stored prediction with the transaction's fields as they were scored.")
            .WithParameters(ApiSchemas.Id)
            .WithAnswer("The prediction.", examples => examples.PredictionResponse())
            .WithProblems(Problem.NotFound, Problem.Unavailable);
        api.MapGet("/predictions/{id}/explanation", ExplainAsync).RequireScope(KeyScopes.Read).WithName("explainPrediction")
            .WithTags("Predictions")
            .WithSummary("Explain one prediction, with the model that made it.")
            .WithDescription(
                "Computes the contribution of each field to the score again, with the model that made the prediction. Base value and "
                + "contributions add up to the log-odds.")
            .WithParameters(ApiSchemas.Id)
            .WithAnswer("The reasons, strongest first.", examples => examples.Explained())
            .WithProblems(Problem.NotFound, Problem.Unavailable);
        api.MapPut("/predictions/{id}/label", LabelAsync).RequireScope(KeyScopes.Admin).WithName("labelPrediction").WithTags("Predictions")
            .WithSummary("Label a prediction's transaction as fraud or legitimate.")
            .WithDescription(
                "Stores whether a transaction turned out to be fraud. A later label replaces an earlier one; the prediction's timeline "
                + "has both.")
            .WithBody("The verdict.", _ => ApiSchemas.Label(), _ => ApiExamples.Label())
            .WithParameters(ApiSchemas.Id)
            .WithAnswer("The prediction with its label, which is on disk.", examples => examples.Labelled())
            .WithProblems(Problem.NotFound, Problem.TooLarge, Problem.UnsupportedMediaType, Problem.Unavailable);
    }

    private static async Task<Results<Ok<PredictionPage>, ProblemResult>> ListAsync(
        HttpContext context, PredictionQueries predictions, SchemasByVersion schemas)
    {
        var query = new QueryReader(context.Request.Query);
        var filter = ReadFilter(query);
        var limit = query.Integer("limit", 1, MaxLimit) ?? DefaultLimit;
        var cursor = query.Text("cursor");
        if (query.Refusal is { } invalidQuery)
        {
            return invalidQuery;
        }

        HistoryPage page;
        try
        {
            page = await predictions.PageAsync(filter, HistorySort.Newest, limit, cursor, context.RequestAborted);
        }
        catch (CursorException e)
        {
            return ProblemResult.Invalid("cursor", e.Message);
        }

        return TypedResults.Ok(new PredictionPage([.. page.Items.Select(prediction => Kept(prediction, schemas))], page.NextCursor));
    }

    private static Task<Results<Ok<PredictionResponse>, ProblemResult>> FindAsync(
        string id, HttpContext context, PredictionQueries predictions, SchemasByVersion schemas) =>
        WithPredictionAsync<PredictionResponse>(id, context, predictions, prediction => TypedResults.Ok(Kept(prediction, schemas)));

    private static Task<Results<Ok<ExplanationAnswer>, ProblemResult>> ExplainAsync(
        string id, HttpContext context, PredictionQueries predictions, ScoringService scoring) =>
        WithPredictionAsync<ExplanationAnswer>(id, context, predictions, prediction =>
        {
            if (prediction.Probability is not { } probability)
            {
                return new ProblemResult(
                    Problem.NotFound, $"The prediction {prediction.Id} has no score to explain: the scorer failed, and it went to review.");
            }

            var explanation = scoring.Explain(prediction);
            return TypedResults.Ok(new ExplanationAnswer(
                prediction.Id.ToString(), ModelVersionName.Of(prediction.ModelVersion), probability, explanation.LogOdds,
                    explanation.BaseValue, ReasonAnswer.Of(explanation)));
        });

    private static async Task<Results<Ok<PredictionResponse>, ProblemResult>> LabelAsync(
        string id, HttpContext context, PredictionQueries predictions, PredictionLog log, SchemasByVersion schemas)
    {
        var query = new QueryReader(context.Request.Query);
        if (query.Refusal is { } invalidQuery)
        {
            return invalidQuery;
        }

        var (body, refusal) = await JsonBody.ReadAsync(context, JsonBody.OneLimit);
        if (refusal is not null)
        {
            return refusal;
        }

        var errors = new FieldErrors();
        var (label, note) = LabelBody.Read(body, errors);
        if (!errors.IsEmpty)
        {
            return ProblemResult.Invalid(errors);
        }

        if (!PredictionId.TryParse(id, out var key) || !await log.LabelAsync(key, label, note, context.Caller(), context.RequestAborted))
        {
            return NotFound(id);
        }

        return await predictions.FindAsync(key, cancel: context.RequestAborted) is { } prediction
            ? TypedResults.Ok(Kept(prediction, schemas)) : NotFound(id);
    }

    private static async Task<Results<Ok<T>, ProblemResult>> WithPredictionAsync<T>(
        string id, HttpContext context, PredictionQueries predictions, Func<Prediction, Results<Ok<T>, ProblemResult>> answer)
    {
        var query = new QueryReader(context.Request.Query);
        if (query.Refusal is { } invalidQuery)
        {
            return invalidQuery;
        }

        return PredictionId.TryParse(id, out var key) && await predictions.FindAsync(key, cancel: context.RequestAborted) is { } prediction
            ? answer(prediction)
            : NotFound(id);
    }

    private static PredictionResponse Kept(Prediction prediction, SchemasByVersion schemas) =>
        PredictionResponse.Of(prediction, schemas.Get(prediction.ModelVersion));

    private static ProblemResult NotFound(string id) => new(Problem.NotFound, $"There is no prediction '{CardNumbers.Shorten(id)}'.");

    private static HistoryFilter ReadFilter(QueryReader query) => new()
    {
        From = query.Time("from"),
        To = query.Time("to"),
        RiskLevel = query.OneOf("risk_level", RiskLevelNames.All),
        Decision = query.OneOf("decision", DecisionNames.All),
        Label = query.OneOf("label", LabelNames.All),
        MinProbability = query.Probability("min_probability"),
        MaxProbability = query.Probability("max_probability"),
        Source = query.OneOf("source", PredictionSourceNames.All),
        ModelVersion = ReadVersion(query),
        TransactionId = query.Text(TransactionJson.IdKey),
    };

    private static int? ReadVersion(QueryReader query)
    {
        if (query.Text("model_version") is not { } text)
        {
            return null;
        }

        if (ModelVersionName.TryParse(text, out var version))
        {
            return version;
        }

        query.Refuse("model_version", $"must be a version such as v7, but is '{CardNumbers.Shorten(text)}'");
        return null;
    }
}
