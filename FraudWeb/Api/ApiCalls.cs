using System.Text.Json.Nodes;
using FraudWeb.Problems;

namespace FraudWeb.Api;

/// <summary>What the API's description says of one call beyond its types.</summary>
/// <param name="Description">What it does, in a few sentences.</param>
/// <param name="Answer">What a 200 holds.</param>
/// <param name="Example">An answer.</param>
/// <param name="Problems">What can go wrong; what every call can meet comes on top.</param>
internal sealed record ApiCall(string Description, string Answer, Func<ApiExamples, JsonNode> Example, params Problem[] Problems);

/// <summary>Every call by its operation id.</summary>
internal static class ApiCalls
{
    /// <summary>What every call under <c>/api</c> can meet.</summary>
    public static readonly IReadOnlyList<Problem> Everywhere = [Problem.InvalidInput, Problem.Unauthorized, Problem.Forbidden, Problem.TooMany];

    public static readonly IReadOnlyDictionary<string, ApiCall> All = new Dictionary<string, ApiCall>(StringComparer.Ordinal)
    {
        ["predict"] = new(
            "Checks the transaction, scores it by the model that answers now, decides by the policy and keeps the prediction. The answer comes once it is on disk. "
            + "When the scorer fails, the probability is null and the decision review.",
            "The prediction, which is on disk.", examples => examples.Predicted(),
            Problem.IdempotencyConflict, Problem.TooLarge, Problem.UnsupportedMediaType, Problem.IdempotencyMismatch, Problem.Unavailable),
        ["batchPredict"] = new(
            "Scores all transactions under one model and keeps all predictions in one write. A transaction that is refused is answered in its place with what is wrong, "
            + "and the others are scored.",
            "The predictions, which are on disk, and what was refused, in input order.", examples => examples.BatchPredicted(),
            Problem.IdempotencyConflict, Problem.TooLarge, Problem.UnsupportedMediaType, Problem.IdempotencyMismatch, Problem.Unavailable),
        ["listPredictions"] = new(
            "Lists kept predictions that pass all filters, the newest first, a page at a time. A filter that is not understood is refused, not left out. "
            + "Pages have no gap and no double while new predictions come in.",
            "A page of predictions, and where the next one begins.", examples => examples.Page(), Problem.Unavailable),
        ["getPrediction"] = new(
            "Gets one kept prediction with the transaction's fields as they were scored.", "The prediction.", examples => examples.KeptPrediction(),
            Problem.NotFound, Problem.Unavailable),
        ["explainPrediction"] = new(
            "Computes again, by the model that made the prediction, what each field adds to its score. Base value and contributions add up to the log-odds.",
            "The reasons, the strongest first.", examples => examples.Explained(), Problem.NotFound, Problem.Unavailable),
        ["labelPrediction"] = new(
            "Says what a transaction turned out to be. A later label replaces an earlier one; both stay in the prediction's timeline.",
            "The prediction with its label, which is on disk.", examples => examples.Labelled(),
            Problem.NotFound, Problem.TooLarge, Problem.UnsupportedMediaType, Problem.Unavailable),
        ["modelInfo"] = new(
            "Tells which model answers, what fields it takes, and how good it was on rows that it had not seen.", "The model.", examples => examples.Model()),
        ["health"] = new(
            "Tells whether predictions can be made and kept: a model is loaded, and the store can be read and written.", "They can.", examples => examples.Health(good: true)),
        ["healthReady"] = new("Names every part that an answer needs, ok or failed.", "All parts are ok.", examples => examples.Ready(good: true)),
        ["healthLive"] = new("Tells that the process runs. Checks nothing outside of it: a failure means that a restart helps.", "It runs.", examples => examples.Live()),
    };
}
