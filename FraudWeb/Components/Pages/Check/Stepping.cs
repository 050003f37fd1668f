using System.Globalization;
using FraudWeb.Core.Schema;

namespace FraudWeb.Components.Pages.Check;

/// <summary>Increases or decreases the number in a field by one step.</summary>
public static class Stepping
{
    // The step is one unit of the last decimal that the schema shows. System.Decimal has 28 decimals.
    private const int MaxDecimals = 15;

    /// <summary>Gets the text after a step, within the field's limits. A blank text starts at the lower limit, and a text that is not a
    /// number is unchanged.</summary>
    /// <param name="direction">1 for up, -1 for down.</param>
    public static string Next(Field field, string text, int direction)
    {
        var decimals = field.Kind == FieldKind.Integer ? 0 : Math.Min(field.Decimals ?? 0, MaxDecimals);
        if (string.IsNullOrWhiteSpace(text))
        {
            return Text((decimal)(field.Min ?? 0));
        }

        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || Math.Abs(value) > 1e15m)
        {
            return text;
        }

        var next = value + direction * new decimal(1, 0, 0, false, (byte)decimals);
        return (double)next < field.Min || (double)next > field.Max ? text : Text(next);

        string Text(decimal number) => number.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }
}
