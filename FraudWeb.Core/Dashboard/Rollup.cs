namespace FraudWeb.Core.Dashboard;

/// <summary>Counts of the predictions of one hour that fall into one bucket of one dimension. They are stored in the same transaction as
/// the predictions, so that both always agree.</summary>
public sealed class Rollup
{
    /// <summary>All predictions; its one bucket is empty.</summary>
    public const string Total = "total";

    /// <summary>By decision; buckets are the wire names.</summary>
    public const string ByDecision = "decision";

    /// <summary>By risk level; buckets are the wire names in lower case.</summary>
    public const string ByRisk = "risk";

    /// <summary>By probability in steps of 0.05; buckets are 0 to 19, or empty for no score.</summary>
    public const string ByScore = "score";

    /// <summary>By duration; see <see cref="LatencyBuckets"/>.</summary>
    public const string ByLatency = "latency";

    /// <summary>The prefix of a field's name: by a category's choice, a flag, or a short range of whole numbers. An empty bucket is a
    /// missing value.</summary>
    public const string FieldPrefix = "field:";

    /// <summary>Hours since 1970, UTC.</summary>
    public required long Hour { get; init; }

    /// <summary>The dimension by which predictions are counted.</summary>
    public required string Dimension { get; init; }

    /// <summary>The bucket of the dimension.</summary>
    public required string Bucket { get; init; }

    /// <summary>The number of predictions.</summary>
    public long Count { get; init; }

    /// <summary>The number classified as fraud.</summary>
    public long Flagged { get; init; }

    /// <summary>The number labelled fraud.</summary>
    public long LabelledFraud { get; init; }

    /// <summary>The number labelled legitimate.</summary>
    public long LabelledLegitimate { get; init; }

    /// <summary>The number flagged and labelled fraud.</summary>
    public long TruePositive { get; init; }

    /// <summary>The number flagged and labelled legitimate.</summary>
    public long FalsePositive { get; init; }

    /// <summary>The sum of the schema's money field; 0 if it has none.</summary>
    public double Amount { get; init; }

    /// <summary>Returns the hour of a moment.</summary>
    public static long HourOf(DateTimeOffset moment) => Math.DivRem(moment.ToUnixTimeSeconds(), 3600, out var rest) - (rest < 0 ? 1 : 0);
}
