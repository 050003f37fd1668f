namespace FraudWeb.Core.Dashboard;

/// <summary>Counts by the values of a field: every allowed value in the schema's order, then missing values if there are any.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Buckets">One per value.</param>
public sealed record FieldCounts(string Field, IReadOnlyList<BucketCounts> Buckets);
