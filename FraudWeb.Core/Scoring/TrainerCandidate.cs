using System.Text.Json.Serialization;

namespace FraudWeb.Core.Scoring;

/// <summary>A trainer that was compared with others on the holdout.</summary>
/// <param name="Trainer">Its wire name, such as <c>boosting</c>.</param>
/// <param name="AveragePrecision">Its average precision on the holdout, 0 to 1.</param>
/// <param name="Behind">Its distance from the best; null for the best itself.</param>
public sealed record TrainerCandidate(string Trainer, double AveragePrecision, AveragePrecisionGap? Behind)
{
    /// <summary>Whether chance can explain the distance from the best: the 95% interval of the difference includes 0.</summary>
    [JsonIgnore]
    public bool IsTied => Behind is { Low: <= 0 };
}
