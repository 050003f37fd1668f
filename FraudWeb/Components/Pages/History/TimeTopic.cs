using FraudWeb.Display;

namespace FraudWeb.Components.Pages.History;

/// <summary>The time of the prediction.</summary>
public sealed record TimeTopic() : FilterTopic("Time")
{
    private const string Format = "yyyy-MM-dd HH:mm";

    public override string? Wanted(HistoryState state, ViewerClock clock) => state switch
    {
        { Preset: { } preset } => preset.Title,
        { Filter: { From: { } from, To: { } to } } => $"{clock.Show(from, Format)} – {clock.Show(to, Format)}",
        { Filter.From: { } from } => $"from {clock.Show(from, Format)}",
        { Filter.To: { } to } => $"before {clock.Show(to, Format)}",
        _ => null,
    };

    public override HistoryState Without(HistoryState state) => state.With(preset: null);
}
