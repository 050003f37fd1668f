using System.Collections.Immutable;
using System.Globalization;

namespace FraudWeb.Core.Schema;

/// <summary>Reads the label of a CSV row: fraud, legitimate, or not known yet. A schema may name the texts of its own label; otherwise the
/// usual ones are read, in upper or lower case. Labels that mean different things in different files, such as 1 and 2, are not guessed.
/// </summary>
/// <param name="positive">The texts that mean fraud; may be empty.</param>
/// <param name="negative">The texts that mean legitimate; may be empty.</param>
internal sealed class LabelTexts(ImmutableArray<string> positive, ImmutableArray<string> negative)
{
    private static readonly string[] UsualPositive = ["1", "true", "t", "yes", "y", "fraud", "fraudulent"];

    private static readonly string[] UsualNegative =
        ["0", "false", "f", "no", "n", "legitimate", "legit", "genuine", "normal", "nonfraud", "non-fraud", "not fraud", "not_fraud"];

    /// <summary>Whether the schema names the texts.</summary>
    public bool AreNamed => positive.Length + negative.Length > 0;

    /// <summary>Reads a label.</summary>
    /// <param name="text">The text of the cell.</param>
    /// <param name="why">The error; null if the text is a label or means that the outcome is not known.</param>
    /// <returns>True for fraud; null if the outcome is not known.</returns>
    public bool? Read(ReadOnlySpan<char> text, out string? why)
    {
        text = text.Trim();
        why = null;
        if (IsOneOf(positive.AsSpan(), text)
            || (positive.IsEmpty && !IsOneOf(negative.AsSpan(), text) && IsOneOf(UsualPositive, text)))
        {
            return true;
        }

        if (IsOneOf(negative.AsSpan(), text) || (negative.IsEmpty && IsOneOf(UsualNegative, text)))
        {
            return false;
        }

        if (!IsUnknown(text))
        {
            why = $"must be {(AreNamed ? Named() : "0, 1, true or false")}, but is {Quoted(text)}; "
                + "list other texts as positive or negative in the schema";
        }

        return null;
    }

    /// <summary>Returns whether a text means that the outcome is not known.</summary>
    private static bool IsUnknown(ReadOnlySpan<char> text) =>
        text.IsEmpty || MissingText.Is(text) || text.Equals("unknown", StringComparison.OrdinalIgnoreCase);

    private static bool IsOneOf(ReadOnlySpan<string> texts, ReadOnlySpan<char> text)
    {
        foreach (var one in texts)
        {
            if (text.Equals(one, StringComparison.OrdinalIgnoreCase) || IsSameNumber(one, text))
            {
                return true;
            }
        }

        return false;
    }

    // Programs that store labels as floating-point numbers write 1.0.
    private static bool IsSameNumber(string one, ReadOnlySpan<char> text) =>
        char.IsAsciiDigit(one[^1]) && !text.IsEmpty && text[0] is (>= '0' and <= '9') or '-' or '+'
        && Number(one, out var expected) && Number(text, out var number) && number == expected;

    private static bool Number(ReadOnlySpan<char> text, out double number) => double.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
        out number);

    // Numbers without quotes, as in the errors of fields.
    private static string Quoted(ReadOnlySpan<char> text) =>
        Number(text, out var number) && double.IsFinite(number) ? CardNumbers.Shorten(text) : $"'{CardNumbers.Shorten(text)}'";

    private string Named() =>
        $"{Or(positive, UsualPositive)} for fraud or {Or(negative, UsualNegative)} for legitimate";

    private static string Or(ImmutableArray<string> named, string[] usual) =>
        string.Join(" or ", named.IsEmpty ? usual.Take(2) : named);
}
