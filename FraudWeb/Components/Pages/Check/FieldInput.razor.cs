using System.Globalization;
using FraudWeb.Core.Schema;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Check;

public sealed partial class FieldInput
{
    // Up to this number, a plain list is quicker than a search.
    private const int SearchAbove = 10;

    // Radzen searches by LINQ expressions, which do not accept an ImmutableArray as an IEnumerable.
    private string[] _choices = [];

    [Parameter, EditorRequired]
    public required Field Field { get; set; }

    /// <summary>The id of the element that gets the focus.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter]
    public EventCallback<string> TextChanged { get; set; }

    /// <summary>Raised when the field is left after typing.</summary>
    [Parameter]
    public EventCallback Left { get; set; }

    [Parameter]
    public string? Error { get; set; }

    protected override void OnParametersSet()
    {
        if (_choices.Length != Field.Choices.Length)
        {
            _choices = [.. Field.Choices];
        }
    }

    private IEnumerable<(string Text, string Word)> Answers =>
        Field.Required ? [("0", "no"), ("1", "yes")] : [("", "not given"), ("0", "no"), ("1", "yes")];

    private string Nothing => Field.Required ? "Choose" : "not given";

    private string? Chosen => Field.PositionOf(Text) >= 0 ? Text : null;

    private string Describers => FieldFrame.Describers(Id, Error);

    private string Allowed => $"{Field.Allowed} {Field.Unit}".TrimEnd();

    private string Required => Field.Required ? "true" : "false";

    private string? Invalid => Error is null ? null : "true";

    /// <summary>The limits, shown while the input is empty.</summary>
    private string? Limits => (Field.Min, Field.Max) switch
    {
        ({ } min, { } max) => $"{Number(min)}–{Number(max)}",
        ({ } min, null) => $"≥ {Number(min)}",
        (null, { } max) => $"≤ {Number(max)}",
        _ => null,
    };

    // The room for the unit, so that the input never runs under it.
    private int UnitWidth => Field.Unit is { } unit ? Math.Min(unit.Length + 1, 10) : 0;

    private Task StepAsync(int direction) => TextChanged.InvokeAsync(Stepping.Next(Field, Text, direction));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
