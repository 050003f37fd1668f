using System.Globalization;

namespace FraudWeb.Core.Schema;

/// <summary>Finds card numbers (PANs) in input, so that none is stored, shown or logged: no more than the first six and
/// the last four digits of a card number may be visible (PCI DSS 4.0.1, 3.4.1).</summary>
/// <remarks>
/// <para>A card number is 12 to 19 digits whose prefix and length match an issuer range of a brand, and whose last digit is the check digit
/// (Luhn; ISO/IEC 7812-1). The digits are decimal digits of any script, in one run or in groups.</para>
/// <para>A run ends where no digit follows. Adjacent letters don't matter, because tracks and tags have them. Leading zeros are padding.
/// A run of more than 19 digits neither is nor contains a card number: by chance, two in five runs of 20 digits would.</para>
/// <para>Groups are separated by one space, dash or dot, as people write them: each has at least three digits, except for the last, or all
/// have the same length and separator. A card number may begin or end with any group. A single dot is a decimal point.</para>
/// </remarks>
public static class CardNumbers
{
    /// <summary>The error for a transaction id.</summary>
    public const string IdRefusal = "looks like a card number; send your own id or a token in its place";

    /// <summary>The error for a field's value.</summary>
    public const string ValueRefusal = "looks like a card number, which is not accepted";

    /// <summary>The maximum length of a text that messages quote, in characters.</summary>
    public const int ShownLength = 40;

    private const int LeadingDigits = 6;
    private const int LastDigits = 4;
    private const char Hidden = '*';

    /// <summary>Returns whether a text contains a card number. Does not allocate.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) =>
        CardNumberSearch.HasEnoughDigits(text) && CardNumberSearch.Find(text, 0) is not null;

    /// <summary>Returns whether a name, such as a transaction's id, contains a card number. UUIDs and hashes are exempt:
    /// by chance, one UUID in 3,000 would contain one, and one SHA-256 in 1,200.</summary>
    public static bool IsInName(ReadOnlySpan<char> name) => IsIn(name) && !IsHexadecimal(name);

    /// <summary>Returns whether a number is a card number; its sign does not matter.</summary>
    public static bool Is(long number)
    {
        Span<char> digits = stackalloc char[20];
        _ = unchecked((ulong)(number < 0 ? -number : number)).TryFormat(digits, out var count, default, CultureInfo.InvariantCulture);
        return count >= CardDigits.Min && CardNumberSearch.Find(digits[..count], 0) is not null;
    }

    /// <summary>Returns whether a number is a card number: an integer with exactly its digits. Above 2^53 not every integer has its own
    /// double, so check the written digits then.</summary>
    public static bool Is(double number) =>
        // From 12 digits on, up to the highest issuer of 19.
        Math.Abs(number) is >= 1e11 and < 7e18 && number == Math.Floor(number) && Is((long)number);

    /// <summary>Replaces the middle digits of every card number in a text by <c>*</c>. The first six and the last four digits remain, and
    /// so do the separators. The result contains no card number.</summary>
    /// <returns>The same instance if it contains none.</returns>
    public static string Mask(string text)
    {
        if (!CardNumberSearch.HasEnoughDigits(text) || CardNumberSearch.Find(text, 0) is not { } found)
        {
            return text;
        }

        var masked = text.ToCharArray();
        for (var card = ((int Start, int End)?)found; card is { } range;)
        {
            Hide(masked.AsSpan(range.Start..range.End));

            // The remaining digits may form a card number with adjacent ones.
            card = CardNumberSearch.Find(masked, CardNumberSearch.RowStart(masked, Math.Max(0, range.Start - CardNumberSearch.MaxLength)));
        }

        return new string(masked);
    }

    /// <summary>Returns the beginning of a text, for a message. Card numbers are masked before the text is cut, because a truncated one
    /// would not be recognised.</summary>
    public static string Shorten(ReadOnlySpan<char> text) => Shorten(text, ShownLength);

    /// <summary>Returns at most the first <paramref name="length"/> characters of a text, with card numbers masked.</summary>
    public static string Shorten(ReadOnlySpan<char> text, int length)
    {
        var shown = Mask(text[..Math.Min(text.Length, length + CardNumberSearch.MaxLength)].ToString());
        return text.Length <= length ? shown : $"{shown.AsSpan(0, length)}…";
    }

    private static void Hide(Span<char> card)
    {
        var digits = 0;
        for (var at = 0; at < card.Length; at++)
        {
            digits += CardNumberSearch.DigitAt(card, at, out _) >= 0 ? 1 : 0;
        }

        for (int at = 0, digit = 0, width; at < card.Length; at += width)
        {
            if (CardNumberSearch.DigitAt(card, at, out width) >= 0 && ++digit > LeadingDigits && digit <= digits - LastDigits)
            {
                card.Slice(at, width).Fill(Hidden);
            }
        }
    }

    // 8-4-4-4-12, or as many digits as MD5, SHA-1 or SHA-256 have. Track 2 of a card in hexadecimal has two letters at most.
    private static bool IsHexadecimal(ReadOnlySpan<char> name)
    {
        var letters = 0;
        foreach (var letter in name)
        {
            if (!char.IsAsciiHexDigit(letter) && letter != '-')
            {
                return false;
            }

            letters += char.IsAsciiLetter(letter) ? 1 : 0;
        }

        return letters > 2 && (name.Length is 32 or 40 or 64 || Guid.TryParseExact(name, "D", out _));
    }
}
