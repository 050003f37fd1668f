using System.Globalization;
using System.Text.Json;

namespace FraudWeb.Core.Schema;

/// <summary>Converts the JSON or text of one field into its value. No other code knows how values are written.</summary>
public static class FieldValue
{
    private const string Missing = "is required";

    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    // 2^53: up to here every integer has its own double.
    private const double MaxExact = 9_007_199_254_740_992;

    /// <summary>Reads the JSON value at the reader's position. A missing optional value is <c>NaN</c>.</summary>
    /// <param name="field">The field.</param>
    /// <param name="reader">A reader at the value; afterwards at the value's last token.</param>
    /// <param name="why">The error; null if the value is valid.</param>
    public static double Read(Field field, ref Utf8JsonReader reader, out string? why)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                why = field.Required ? $"must not be null: {field.Allowed} is required" : null;
                return double.NaN;
            case JsonTokenType.Number when field.Kind != FieldKind.Category:
                var number = reader.GetDouble();
                return Checked(field, number, IsRounded(number)
                    && long.TryParse(reader.ValueSpan, Written, CultureInfo.InvariantCulture, out var whole) ? whole : null, out why);
            case JsonTokenType.True or JsonTokenType.False when field.Kind == FieldKind.Flag:
                why = null;
                return reader.TokenType == JsonTokenType.True ? 1 : 0;
            case JsonTokenType.String when field.Kind == FieldKind.Category:
                return Category(field, reader.GetString()!, out why);
            default:
                why = $"must be {field.Allowed}, but is {Describe(ref reader)}";
                reader.Skip();
                return double.NaN;
        }
    }

    /// <summary>Reads a JSON value.</summary>
    public static double Read(Field field, JsonElement element, out string? why)
    {
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(element));
        reader.Read();
        return Read(field, ref reader, out why);
    }

    /// <summary>Reads a CSV cell or a form's text. Blank text is missing; numbers have a decimal point and no thousands
    /// separators.</summary>
    public static double Read(Field field, ReadOnlySpan<char> text, out string? why)
    {
        // A choice may have outer spaces of its own.
        if (field.Kind == FieldKind.Category && field.PositionOf(text) is >= 0 and var exact)
        {
            why = null;
            return exact;
        }

        text = text.Trim();
        if (text.IsEmpty)
        {
            why = field.Required && double.IsNaN(field.Default) ? Missing : null;
            return field.Default;
        }

        if (field.Kind == FieldKind.Category)
        {
            return Category(field, text, out why);
        }

        if (field.Kind == FieldKind.Flag && bool.TryParse(text, out var yes))
        {
            why = null;
            return yes ? 1 : 0;
        }

        if (double.TryParse(text, Written, CultureInfo.InvariantCulture, out var number))
        {
            return Checked(field, number, IsRounded(number)
                && long.TryParse(text, Written, CultureInfo.InvariantCulture, out var whole) ? whole : null, out why);
        }

        why = $"must be {field.Allowed}, but is '{CardNumbers.Shorten(text)}'";
        return double.NaN;
    }

    /// <summary>Returns the value of a field that was not sent.</summary>
    public static double Absent(Field field, out string? why)
    {
        why = field.Required && double.IsNaN(field.Default) ? Missing : null;
        return field.Default;
    }

    // The double is rounded: it would still contain all but the last few digits of a card number of 17 to 19 digits.
    private static bool IsRounded(double number) => Math.Abs(number) is >= MaxExact and < long.MaxValue;

    /// <param name="written">The integer as written, if the double may be another one.</param>
    private static double Checked(Field field, double value, long? written, out string? why)
    {
        why = written is { } whole && CardNumbers.Is(whole) ? CardNumbers.ValueRefusal
            : field.Kind == FieldKind.Integer && written is { } exact && exact != (long)value
                ? FormattableString.Invariant(
                    $"must be a whole number that is stored exactly, as all up to 2^53 are, but is {exact}; send an id as text")
            : field.GetError(value);
        return why is null ? value : double.NaN;
    }

    private static double Category(Field field, ReadOnlySpan<char> text, out string? why)
    {
        var position = field.PositionOf(text);
        why = position >= 0 ? null : $"must be {field.Allowed}, but is '{CardNumbers.Shorten(text)}'";
        return position >= 0 ? position : double.NaN;
    }

    private static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => $"the text '{CardNumbers.Shorten(reader.GetString())}'",
        JsonTokenType.Number when CardNumbers.Is(reader.GetDouble()) => "a card number",
        JsonTokenType.Number => $"the number {CardNumbers.Shorten(System.Text.Encoding.UTF8.GetString(reader.ValueSpan))}",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.StartArray => "a list",
        _ => "an object",
    };
}
