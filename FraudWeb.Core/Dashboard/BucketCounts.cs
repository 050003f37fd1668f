namespace FraudWeb.Core.Dashboard;

/// <summary>One bucket of a dimension.</summary>
/// <param name="Bucket">The bucket's text as in <see cref="Rollup"/>; empty for a missing value.</param>
/// <param name="Counts">The counts of the bucket.</param>
public readonly record struct BucketCounts(string Bucket, Counts Counts);
