namespace FraudWeb.Core.History;

/// <summary>What one input must be. A missing value never is.</summary>
/// <param name="Position">The field's position in the schema.</param>
/// <param name="Min">At least this; for a category its position.</param>
/// <param name="Max">At most this; the same as <paramref name="Min"/> for one value.</param>
public readonly record struct FieldFilter(int Position, double Min, double Max);
