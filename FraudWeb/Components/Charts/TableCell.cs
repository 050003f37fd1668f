namespace FraudWeb.Components.Charts;

/// <summary>A figure as text, with a link to the predictions behind it.</summary>
public readonly record struct TableCell(string Text, string? Href = null)
{
    public static implicit operator TableCell(string text) => new(text);
}
