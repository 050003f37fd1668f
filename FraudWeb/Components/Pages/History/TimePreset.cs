namespace FraudWeb.Components.Pages.History;

/// <summary>A time range that ends now.</summary>
/// <param name="Word">The name in an address.</param>
/// <param name="Title">The displayed text.</param>
/// <param name="Length">The length of the range.</param>
public sealed record TimePreset(string Word, string Title, TimeSpan Length)
{
    public static readonly IReadOnlyList<TimePreset> All =
    [
        new("1h", "Last hour", TimeSpan.FromHours(1)),
        new("24h", "Last 24 hours", TimeSpan.FromDays(1)),
        new("7d", "Last 7 days", TimeSpan.FromDays(7)),
        new("30d", "Last 30 days", TimeSpan.FromDays(30)),
        new("90d", "Last 90 days", TimeSpan.FromDays(90)),
    ];

    /// <summary>The presets in the form that QueryReader takes.</summary>
    public static IReadOnlyList<(string Word, TimeSpan Value)> Words { get; } = [.. All.Select(preset => (preset.Word, preset.Length))];
}
