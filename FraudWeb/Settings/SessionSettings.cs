namespace FraudWeb.Settings;

/// <summary>The section <c>Session</c>: how long people stay signed in.</summary>
public sealed record SessionSettings
{
    /// <summary>An unused session ends after this time.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>Every session ends after this time.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>Live pages that one person may have open.</summary>
    public required int MaxPages { get; init; }

    internal static SessionSettings Read(SettingsReader reader) => new()
    {
        Idle = TimeSpan.FromMinutes(reader.Integer("Session:IdleMinutes", 1, 1_440)),
        Lifetime = TimeSpan.FromHours(reader.Integer("Session:LifetimeHours", 1, 168)),
        MaxPages = reader.Integer("Session:MaxPages", 1, 1_000),
    };
}
