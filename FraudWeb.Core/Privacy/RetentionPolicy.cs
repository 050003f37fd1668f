namespace FraudWeb.Core.Privacy;

/// <summary>Retention periods. Records under legal hold are kept longer. The hourly counts, which contain no personal data, are kept
/// forever.</summary>
/// <param name="PredictionsDays">Days after which predictions are deleted, with their labels, contests and idempotent responses; 0 for
/// never.</param>
/// <param name="AuditDays">Days after which audit entries are deleted; 0 for never.</param>
public sealed record RetentionPolicy(int PredictionsDays, int AuditDays)
{
    /// <summary>Returns the cut-off times at a moment.</summary>
    public Expiry At(DateTimeOffset now) => new(Before(now, PredictionsDays), Before(now, AuditDays));

    private static DateTimeOffset? Before(DateTimeOffset now, int days) => days == 0 ? null : now.AddDays(-days);
}

/// <summary>The cut-off times of a retention run: older records are deleted.</summary>
/// <param name="Predictions">Predictions made earlier are deleted; null to keep all.</param>
/// <param name="Audit">Audit entries made earlier are deleted; null to keep all.</param>
public readonly record struct Expiry(DateTimeOffset? Predictions, DateTimeOffset? Audit);

/// <summary>What a run of the retention would take, counted without taking it.</summary>
/// <param name="Expiry">What is too old.</param>
/// <param name="Goes">How much of it would go.</param>
/// <param name="Held">How many predictions are as old, but stay under legal hold.</param>
public sealed record RetentionPreview(Expiry Expiry, RecordCounts Goes, long Held);
