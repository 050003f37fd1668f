using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.History;

/// <summary>A stored prediction: a transaction's inputs, score and decision, and the reviewer's label if there is one.</summary>
public sealed class Prediction
{
    /// <summary>The unique id; rises with time.</summary>
    public required PredictionId Id { get; init; }

    /// <summary>The sender's own id of the transaction.</summary>
    public string? TransactionId { get; init; }

    /// <summary>The source of the transaction.</summary>
    public required PredictionSource Source { get; init; }

    /// <summary>The account of the person who requested it; null if a system did.</summary>
    public long? AccountId { get; init; }

    /// <summary>The API key of the system that requested it; null if a person or an anonymous caller did.</summary>
    public long? KeyId { get; init; }

    /// <summary>The registry's number of the model that made it.</summary>
    public required int ModelVersion { get; init; }

    /// <summary>The schema of that model if the prediction is new; null if it was read from the store, see
    /// <see cref="SchemasByVersion"/>.</summary>
    public TransactionSchema? Schema { get; init; }

    /// <summary>One value per field of that model's schema, in its order; <c>NaN</c> is missing.</summary>
    public required double[] Inputs { get; init; }

    /// <summary>The calibrated fraud probability; null if the scorer failed, in which case the transaction goes to review.</summary>
    public required double? Probability { get; init; }

    /// <summary>The policy's threshold at that time.</summary>
    public required double Threshold { get; init; }

    /// <summary>Whether it counts as fraud.</summary>
    public required bool IsFraud { get; init; }

    public required RiskLevel RiskLevel { get; init; }

    /// <summary>The action taken on the transaction.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The scoring time, in microseconds.</summary>
    public required int DurationMicroseconds { get; init; }

    /// <summary>The latest verdict of a reviewer.</summary>
    public Label Label { get; init; }

    /// <summary>The time of the prediction, in UTC.</summary>
    public DateTimeOffset Timestamp => Id.Timestamp;

    /// <summary>The confidence of the prediction: the larger of the probability and its complement.</summary>
    public double? Confidence => Probability is { } p ? Math.Max(p, 1 - p) : null;
}
