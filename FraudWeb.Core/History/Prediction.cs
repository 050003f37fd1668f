using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.History;

/// <summary>A transaction's answer, kept: inputs, score, verdict, and the reviewer's label once there is one.</summary>
public sealed class Prediction
{
    /// <summary>Names it; rises with time.</summary>
    public required PredictionId Id { get; init; }

    /// <summary>The sender's own id of the transaction.</summary>
    public string? TransactionId { get; init; }

    /// <summary>Through which door it came.</summary>
    public required PredictionSource Source { get; init; }

    /// <summary>The account of the person who asked; null when a system did.</summary>
    public long? AccountId { get; init; }

    /// <summary>The API key of the system that asked; null when a person did, or nobody who is known.</summary>
    public long? KeyId { get; init; }

    /// <summary>The registry's number of the model that answered.</summary>
    public required int ModelVersion { get; init; }

    /// <summary>The schema of that model when the prediction was just made; null when it was read from the store, see
    /// <see cref="SchemasByVersion"/>.</summary>
    public TransactionSchema? Schema { get; init; }

    /// <summary>One value a field of that model's schema, in its order; <c>NaN</c> is missing.</summary>
    public required double[] Inputs { get; init; }

    /// <summary>The calibrated fraud probability; null when the scorer failed, which sends the transaction to review.</summary>
    public required double? Probability { get; init; }

    /// <summary>The policy's threshold at the time.</summary>
    public required double Threshold { get; init; }

    /// <summary>Whether it counted as fraud.</summary>
    public required bool IsFraud { get; init; }

    /// <summary>Its risk level.</summary>
    public required RiskLevel RiskLevel { get; init; }

    /// <summary>What was done with it.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The scoring time, in microseconds.</summary>
    public required int DurationMicroseconds { get; init; }

    /// <summary>What a reviewer found it to be.</summary>
    public Label Label { get; init; }

    /// <summary>When it was answered, in UTC.</summary>
    public DateTimeOffset Timestamp => Id.Timestamp;

    /// <summary>How sure the answer is: the larger of the probability and its complement.</summary>
    public double? Confidence => Probability is { } p ? Math.Max(p, 1 - p) : null;
}
