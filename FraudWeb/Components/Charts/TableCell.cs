namespace FraudWeb.Components.Charts;

/// <summary>A figure as text, with the address of the rows behind it.</summary>
public readonly record struct TableCell(string Text, string? Href = null)
{
    public static implicit operator TableCell(string text) => new(text);
}
