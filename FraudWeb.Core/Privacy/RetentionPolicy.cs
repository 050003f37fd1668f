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
