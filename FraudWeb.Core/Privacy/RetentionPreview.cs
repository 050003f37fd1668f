namespace FraudWeb.Core.Privacy;

/// <summary>The records that a retention run would delete now.</summary>
/// <param name="Expiry">The cut-off times.</param>
/// <param name="Goes">The number of records that would be deleted.</param>
/// <param name="Held">The number of predictions that are as old but under legal hold.</param>
/// <param name="ClockDoubt">Why the clock may be wrong, in a sentence without its full stop; null if there is no doubt.</param>
public sealed record RetentionPreview(Expiry Expiry, RecordCounts Goes, long Held, string? ClockDoubt);
