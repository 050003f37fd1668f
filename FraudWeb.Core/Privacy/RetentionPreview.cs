namespace FraudWeb.Core.Privacy;

/// <summary>The records that a retention run would delete now.</summary>
/// <param name="Expiry">The cut-off times.</param>
/// <param name="Goes">The number of records that would be deleted.</param>
/// <param name="Held">The number of predictions that are as old but under legal hold.</param>
public sealed record RetentionPreview(Expiry Expiry, RecordCounts Goes, long Held);
