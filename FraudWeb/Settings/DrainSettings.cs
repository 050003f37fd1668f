namespace FraudWeb.Settings;

/// <summary>The section <c>Drain</c>: how the server stops.</summary>
public sealed record DrainSettings
{
    /// <summary>How long the server goes on serving after SIGTERM, while it reports that it is not ready.</summary>
    public required TimeSpan Time { get; init; }

    internal static DrainSettings Read(SettingsReader reader) => new()
    {
        Time = TimeSpan.FromSeconds(reader.Integer("Drain:Seconds", 0, 600)),
    };
}
