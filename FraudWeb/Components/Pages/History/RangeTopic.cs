using FraudWeb.Display;

namespace FraudWeb.Components.Pages.History;

/// <summary>A topic that is filtered by a range of numbers.</summary>
public sealed record RangeTopic(
    string Title, string? Unit, double? Min, double? Max, Func<HistoryState, (double? Min, double? Max)> Limits,
    Func<HistoryState, double?, double?, HistoryState> With, Func<double, string> Show) : FilterTopic(Title)
{
    /// <summary>The factor by which displayed values are multiplied, such as 100 for percentages.</summary>
    public decimal Scale { get; init; } = 1;

    public override string? Wanted(HistoryState state, ViewerClock clock) => Limits(state) switch
    {
        (null, null) => null,
        ({ } min, { } max) when min == max => WithUnit(Show(min)),
        ({ } min, { } max) => WithUnit($"{Show(min)} – {Show(max)}"),
        ({ } min, null) => $"≥ {WithUnit(Show(min))}",
        (null, { } max) => $"≤ {WithUnit(Show(max))}",
    };

    public override HistoryState Without(HistoryState state) => With(state, null, null);

    private string WithUnit(string text) => Unit == "%" ? $"{text}%" : $"{text} {Unit}".TrimEnd();
}
