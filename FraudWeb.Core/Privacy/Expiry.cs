namespace FraudWeb.Core.Privacy;

/// <summary>The cut-off times of a retention run: older records are deleted.</summary>
/// <param name="Predictions">Predictions made earlier are deleted; null to keep all.</param>
/// <param name="Audit">Audit entries made earlier are deleted; null to keep all.</param>
public readonly record struct Expiry(DateTimeOffset? Predictions, DateTimeOffset? Audit);
