using FraudWeb.Core.Schema;

namespace FraudWeb.Display;

/// <summary>A field's value as people read it.</summary>
public static class Values
{
    /// <summary><c>250.00 USD</c>, <c>14 h</c>, <c>yes</c>, <c>Electronics</c>, <c>not given</c>.</summary>
    public static string Show(Field field, double value) =>
        field.Unit is { } unit && !double.IsNaN(value) && field.Kind is FieldKind.Number or FieldKind.Integer
        ? $"{Bare(field, value)} {unit}"
        : Bare(field, value);

    /// <summary>The same without its unit, for where the unit stands elsewhere.</summary>
    public static string Bare(Field field, double value) => field.Kind switch
    {
        _ when double.IsNaN(value) => "not given",
        FieldKind.Flag => value == 1 ? "yes" : "no",
        FieldKind.Category => field.Format(value),
        FieldKind.Integer => Numbers.Number(value, 0),
        _ => Numbers.Number(value, Exceeds(value, field.Decimals) ? null : field.Decimals),
    };

    // A value is shown with all its decimals when the schema's would hide some: what was scored is what is read.
    private static bool Exceeds(double value, int? decimals) => decimals is { } digits and <= 15 && Math.Round(value, digits) != value;
}
