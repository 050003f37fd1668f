using System.Text.Json;
using FraudWeb.Core.Models;
using FraudWeb.Core.Wire;

namespace FraudWeb.Api.Answers;

/// <summary>The model that makes the predictions.</summary>
/// <param name="ModelType">boosting, forest or logistic.</param>
/// <param name="Features">The model's input fields, in order.</param>
/// <param name="Status">The status, which is always active.</param>
/// <param name="Version">The model's version, such as v7.</param>
/// <param name="TrainedAt">The end of the training, RFC 3339 in UTC.</param>
/// <param name="Hash">SHA-256 of the model file's content.</param>
/// <param name="Metrics">The model's metrics on rows that it had not seen.</param>
/// <param name="Schema">The whole transaction schema.</param>
public sealed record ModelAnswer(
    string ModelType,
    IReadOnlyList<string> Features,
    string Status,
    string Version,
    [property: Time] string TrainedAt,
    string Hash,
    MetricsAnswer? Metrics,
    JsonElement Schema)
{
    public static ModelAnswer Of(ServedModel served) => new(
        served.Model.Report.Trainer, [.. served.Model.Schema.Fields.Select(field => field.Name)], "active", served.Name,
        WireTime.Of(served.Model.Report.TrainedAt), served.Hash, MetricsAnswer.Of(served.Model.Report.Holdout),
            JsonElement.Parse(served.Model.Schema.Json));
}
