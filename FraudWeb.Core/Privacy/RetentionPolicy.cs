namespace FraudWeb.Core.Privacy;

/// <summary>How long things are kept. What is under legal hold stays longer; the hourly counts, which know no people, stay for ever.</summary>
/// <param name="PredictionsDays">Days after which predictions go, with their labels, contests and kept answers; 0 for never.</param>
/// <param name="AuditDays">Days after which audit entries go; 0 for never.</param>
public sealed record RetentionPolicy(int PredictionsDays, int AuditDays)
{
    /// <summary>What has expired at a moment.</summary>
    public Expiry At(DateTimeOffset now) => new(Before(now, PredictionsDays), Before(now, AuditDays));

    private static DateTimeOffset? Before(DateTimeOffset now, int days) => days == 0 ? null : now.AddDays(-days);
}

/// <summary>What goes: everything older than these moments, where there is one.</summary>
/// <param name="Predictions">Predictions made before it go; null when they stay.</param>
/// <param name="Audit">Audit entries made before it go; null when they stay.</param>
public readonly record struct Expiry(DateTimeOffset? Predictions, DateTimeOffset? Audit);

/// <summary>What a run of the retention would take, counted without taking it.</summary>
/// <param name="Expiry">What is too old.</param>
/// <param name="Goes">How much of it would go.</param>
/// <param name="Held">How many predictions are as old, but stay under legal hold.</param>
public sealed record RetentionPreview(Expiry Expiry, RecordCounts Goes, long Held);
