using FraudWeb.Core.Schema;

namespace FraudWeb.Display;

/// <summary>Formats the values of fields for people.</summary>
public static class Values
{
    /// <summary>Formats a value with its unit: <c>250.00 USD</c>, <c>14 h</c>, <c>yes</c>, <c>Electronics</c>, <c>not given</c>.</summary>
    public static string Show(Field field, double value) =>
        field.Unit is { } unit && !double.IsNaN(value) && field.Kind is FieldKind.Number or FieldKind.Integer
        ? $"{Bare(field, value)} {unit}"
        : Bare(field, value);

    /// <summary>Formats a value without its unit, for places that show the unit elsewhere.</summary>
    public static string Bare(Field field, double value) => field.Kind switch
    {
        _ when double.IsNaN(value) => "not given",
        FieldKind.Flag => value == 1 ? "yes" : "no",
        FieldKind.Category => field.Format(value),
        FieldKind.Integer => Numbers.Number(value, 0),
        _ => Numbers.Number(value, Exceeds(value, field.Decimals) ? null : field.Decimals),
    };

    // A value with more decimals than the schema's is shown with all of them, because they were scored.
    private static bool Exceeds(double value, int? decimals) => decimals is { } digits and <= 15 && Math.Round(value, digits) != value;
}
