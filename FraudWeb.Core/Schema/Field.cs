using System.Collections.Immutable;
using System.Globalization;

namespace FraudWeb.Core.Schema;

/// <summary>One input of a transaction: its name, its allowed values and how it is displayed.</summary>
public sealed record Field
{
    /// <summary>The key in JSON and the column in CSV, in the user's own spelling.</summary>
    public required string Name { get; init; }

    /// <summary>The type of the values.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>The display name; defaults to <see cref="Name"/>.</summary>
    public string Title
    {
        get => field ?? Name.Replace('_', ' ');
        init;
    }

    /// <summary>The unit of the value, such as <c>USD</c> or <c>years</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>One sentence that explains to the user what to enter.</summary>
    public string? Help { get; init; }

    /// <summary>The minimum value, inclusive.</summary>
    public double? Min { get; init; }

    /// <summary>The maximum value, inclusive.</summary>
    public double? Max { get; init; }

    /// <summary>The number of decimals that the form displays and steps by. Values are never rounded to it.</summary>
    public int? Decimals { get; init; }

    /// <summary>The allowed values of a category, in display order.</summary>
    public ImmutableArray<string> Choices
    {
        get;
        init
        {
            field = value;
            _positions = value.Select((choice, position) => (choice, position))
                .ToDictionary(pair => pair.choice, pair => pair.position, StringComparer.Ordinal);
        }
    } = [];

    /// <summary>Whether a transaction without this field is rejected.</summary>
    public bool Required { get; init; } = true;

    /// <summary>The value used if the field is absent; <c>NaN</c> for none.</summary>
    public double Default { get; init; } = double.NaN;

    /// <summary>The direction in which the fraud probability may move when this value rises; null for either. Not for categories. Boosting
    /// and forest enforce it. It constrains known values only; a missing value may have any score.</summary>
    public MonotoneDirection? Monotone { get; init; }

    /// <summary>The heading under which the form shows the field.</summary>
    public string? Group { get; init; }

    // A category may have thousands of choices. A message that listed them all for every wrong value would be longer than the input.
    private const int MaxListed = 10;

    private readonly Dictionary<string, int> _positions = [];

    /// <summary>Returns the position of a category among <see cref="Choices"/>, or -1. Case-sensitive.</summary>
    public int PositionOf(ReadOnlySpan<char> choice) =>
        _positions.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(choice, out var position) ? position : -1;

    /// <summary>Returns why a number is not a valid value of this field, in words for the sender; null if it is valid.</summary>
    /// <param name="value">The number as sent; for a category its position.</param>
    public string? GetError(double value)
    {
        if (!double.IsFinite(value))
        {
            return $"must be {Allowed}, but is {Show(value)}";
        }

        return Kind switch
        {
            not FieldKind.Category when CardNumbers.Is(value) => CardNumbers.ValueRefusal,
            FieldKind.Flag when value is not (0 or 1) => $"must be 0, 1, true or false, but is {Show(value)}",
            FieldKind.Category when value < 0 || value >= Choices.Length => $"must be {Allowed}",
            FieldKind.Integer when value != Math.Floor(value) => $"must be a whole number, but is {Show(value)}",
            _ when value < Min => $"must be at least {Show(Min.Value)}, but is {Show(value)}",
            _ when value > Max => $"must be at most {Show(Max.Value)}, but is {Show(value)}",
            _ => null,
        };
    }

    /// <summary>The allowed values, in words: <c>a whole number from 0 to 23</c>, or <c>one of A, B, C … and 7 more</c> with at most ten
    /// choices.</summary>
    public string Allowed => Kind switch
    {
        FieldKind.Flag => "0, 1, true or false",
        FieldKind.Category => AllowedChoices,
        _ => (Kind == FieldKind.Integer ? "a whole number" : "a number") + (Min, Max) switch
        {
            ({ } min, { } max) => $" from {Show(min)} to {Show(max)}",
            ({ } min, null) => $" of at least {Show(min)}",
            (null, { } max) => $" of at most {Show(max)}",
            _ => "",
        },
    };

    /// <summary>Formats a value as in CSV and JSON text: the choice's name, or the shortest digits that read back the same.</summary>
    public string Format(double value) => double.IsNaN(value) ? ""
        : Kind == FieldKind.Category ? Choices[(int)value]
        : Show(value);

    private string AllowedChoices => Choices.Length <= MaxListed ? $"one of {string.Join(", ", Choices)}"
        : string.Create(
            CultureInfo.InvariantCulture, $"one of {string.Join(", ", Choices.Take(MaxListed))} … and {Choices.Length - MaxListed} more");

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
