namespace FraudWeb.Settings;

/// <summary>The section <c>Keep</c>: after how many days data is erased.</summary>
public sealed record RetentionSettings
{
    // A century.
    private const int MaxDays = 36_500;

    /// <summary>The age at which predictions are erased, in days; 0 for never.</summary>
    public required int PredictionsDays { get; init; }

    /// <summary>The age at which audit entries are erased, in days; 0 for never.</summary>
    public required int AuditDays { get; init; }

    internal static RetentionSettings Read(SettingsReader reader) => new()
    {
        PredictionsDays = reader.Integer("Keep:PredictionsDays", 0, MaxDays),
        AuditDays = reader.Integer("Keep:AuditDays", 0, MaxDays),
    };
}
