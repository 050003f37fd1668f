namespace FraudWeb.Core.Schema;

/// <summary>Reads and writes the schema's property <c>monotone</c>.</summary>
internal static class MonotoneDirections
{
    private const string Increasing = "increasing";
    private const string Decreasing = "decreasing";

    public static string ToWireName(this MonotoneDirection direction) =>
        direction == MonotoneDirection.Increasing ? Increasing : Decreasing;

    /// <summary>Returns the direction of a name, or null if it is the name of none.</summary>
    public static MonotoneDirection? Parse(string? name) => name switch
    {
        Increasing => MonotoneDirection.Increasing,
        Decreasing => MonotoneDirection.Decreasing,
        _ => null,
    };

    /// <summary>Returns why a field can't have this property, or null if it can.</summary>
    /// <param name="name">The property's text; null if the field has none.</param>
    /// <param name="kind">The field's kind.</param>
    public static string? GetFault(string? name, FieldKind kind)
    {
        if (name is null)
        {
            return null;
        }

        return (Parse(name), kind) switch
        {
            (null, _) => $"monotone: must be {Increasing} or {Decreasing}, but is '{name}'",
            (_, FieldKind.Category) =>
                $"monotone: is {name}, but the choices of a category have no order; it belongs to number, integer and flag only",
            _ => null,
        };
    }
}
