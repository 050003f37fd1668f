namespace FraudWeb.Core.History;

/// <summary>The range that one input must be in. A missing value never matches.</summary>
/// <param name="Position">The field's position in the schema.</param>
/// <param name="Min">The minimum, inclusive; for a category its position.</param>
/// <param name="Max">The maximum, inclusive; equal to <paramref name="Min"/> for a single value.</param>
public readonly record struct FieldFilter(int Position, double Min, double Max);
