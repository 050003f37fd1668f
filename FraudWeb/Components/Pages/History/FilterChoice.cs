namespace FraudWeb.Components.Pages.History;

/// <summary>One of the values that a topic can be filtered by.</summary>
/// <param name="Text">The displayed text.</param>
/// <param name="Chosen">Whether it is the current value of the filter.</param>
/// <param name="Then">The list filtered by this value.</param>
public sealed record FilterChoice(string Text, bool Chosen, HistoryState Then);
