namespace FraudWeb.Components.Pages.History;

/// <summary>One of the values that a topic can be filtered by.</summary>
/// <param name="Text">How it reads.</param>
/// <param name="Chosen">Whether it is the one wanted now.</param>
/// <param name="Then">The list with this one wanted.</param>
public sealed record FilterChoice(string Text, bool Chosen, HistoryState Then);
