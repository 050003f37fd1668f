using System.Globalization;
using FraudWeb.Core.Schema;

namespace FraudWeb.Components.Pages.Check;

/// <summary>One step up or down from what is typed in a number's field.</summary>
public static class Stepping
{
    // A step of the last decimal that the schema shows; decimal has 28.
    private const int MaxDecimals = 15;

    /// <summary>The text after a step, within the field's limits. From a blank it starts at the lower limit, from what is no number it does
    /// not move.</summary>
    /// <param name="direction">1 or -1.</param>
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
