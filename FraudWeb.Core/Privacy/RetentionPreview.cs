namespace FraudWeb.Core.Privacy;

/// <summary>What a run of the retention would take, counted without taking it.</summary>
/// <param name="Expiry">What is too old.</param>
/// <param name="Goes">How much of it would go.</param>
/// <param name="Held">How many predictions are as old, but stay under legal hold.</param>
public sealed record RetentionPreview(Expiry Expiry, RecordCounts Goes, long Held);
