namespace FraudWeb.Core.Dashboard;

/// <summary>Counts of the predictions of one hour that fall into one bucket of one dimension. Kept in the same transaction as the
/// predictions themselves, so that they always agree.</summary>
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

    /// <summary>Before the name of a field: by a category's choice, a flag, or a short range of whole numbers; an empty bucket is a missing value.</summary>
    public const string FieldPrefix = "field:";

    /// <summary>Hours since 1970, UTC.</summary>
    public required long Hour { get; init; }

    /// <summary>By what the predictions are told apart.</summary>
    public required string Dimension { get; init; }

    /// <summary>Which of them are counted here.</summary>
    public required string Bucket { get; init; }

    /// <summary>All of them.</summary>
    public long Count { get; init; }

    /// <summary>Those that counted as fraud.</summary>
    public long Flagged { get; init; }

    /// <summary>Those labelled fraud.</summary>
    public long LabelledFraud { get; init; }

    /// <summary>Those labelled legitimate.</summary>
    public long LabelledLegitimate { get; init; }

    /// <summary>Those flagged and labelled fraud.</summary>
    public long TruePositive { get; init; }

    /// <summary>Those flagged and labelled legitimate.</summary>
    public long FalsePositive { get; init; }

    /// <summary>The sum of the schema's money field; 0 when it names none.</summary>
    public double Amount { get; init; }

    /// <summary>The hour that a moment lies in.</summary>
    public static long HourOf(DateTimeOffset moment) => Math.DivRem(moment.ToUnixTimeSeconds(), 3600, out var rest) - (rest < 0 ? 1 : 0);
}
