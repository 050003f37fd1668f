using FraudWeb.Core.History;
using FraudWeb.Display;

namespace FraudWeb.Components.Pages.History;

/// <summary>A topic with a list of values, of which one is selected.</summary>
public sealed record ChoiceTopic(
    string Title, Func<HistoryState, IReadOnlyList<FilterChoice>> Choices, Func<HistoryState, HistoryState> Open)
    : FilterTopic(Title)
{
    /// <summary>Creates a topic for one property of the filter.</summary>
    public static ChoiceTopic Of<T>(
        string title, Func<HistoryFilter, T?> get, Func<HistoryFilter, T?, HistoryFilter> set, IReadOnlyList<(string Text, T Value)> values)
        where T : struct => new(title,
            state => [.. values.Select(choice => new FilterChoice(
                choice.Text, choice.Value.Equals(get(state.Filter)), state.With(set(state.FirstPage.Filter, choice.Value))))],
            state => state.With(set(state.FirstPage.Filter, null)));

    public override string? Wanted(HistoryState state, ViewerClock clock) => Choices(state).FirstOrDefault(choice => choice.Chosen)?.Text;

    public override HistoryState Without(HistoryState state) => Open(state);
}
