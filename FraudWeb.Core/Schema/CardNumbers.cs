using System.Buffers;
using System.Globalization;
using System.Text;

namespace FraudWeb.Core.Schema;

/// <summary>Finds card numbers (PANs) in input, so that none is stored, shown or logged: no more than the first six and
/// the last four digits of a card number may be visible (PCI DSS 4.0.1, 3.4.1).</summary>
/// <remarks>
/// <para>A card number is 12 to 19 digits whose prefix and length match an issuer range of a brand, and whose last digit is the check digit
/// (Luhn; ISO/IEC 7812-1). The digits are decimal digits of any script, in one run or in groups.</para>
/// <para>A run ends where no digit follows. Adjacent letters don't matter, because tracks and tags have them. Leading zeros are padding.
/// A run of more than 19 digits neither is nor contains a card number: by chance, two in five runs of 20 digits would.</para>
/// <para>Groups are separated by one space, dash or dot, as people write them: each has at least three digits, except for the last, or all
/// have
/// the same length and separator. A card number may begin or end with any group. A single dot is a decimal point.</para>
/// </remarks>
public static class CardNumbers
{
    /// <summary>The error for a transaction id.</summary>
    public const string IdRefusal = "looks like a card number; send your own id or a token in its place";

    /// <summary>The error for a field's value.</summary>
    public const string ValueRefusal = "looks like a card number, and none is taken";

    /// <summary>The maximum length of a text that messages quote, in characters.</summary>
    public const int ShownLength = 40;

    private const int MinDigits = 12;
    private const int MaxDigits = 19;
    private const int LeadingDigits = 6;
    private const int LastDigits = 4;
    private const int PeopleGroup = 3;
    private const char Hidden = '*';

    // The maximum length of a card number: 19 digits of two characters each, and 18 separators.
    private const int MaxLength = (2 * MaxDigits) + MaxDigits - 1;

    // Spaces and dashes as word processors write them, and zero-width characters that are copied from web pages.
    private static readonly SearchValues<char> Separators =
        SearchValues.Create(" -.\u00A0\u2007\u202F\u2009\u2010\u2011\u2012\u2013\u2212\u00AD\u200B\u2060\uFEFF");

    // By the first four digits; the ranges do not overlap.
    private static readonly (int From, int To, int Lengths)[] Issuers =
    [
        (2221, 2720, Lengths(16)), // Mastercard
        (3000, 3059, Lengths(14, 19)), // Diners Club
        (3400, 3499, Lengths(15)), // American Express
        (3528, 3589, Lengths(16, 19)), // JCB
        (3600, 3699, Lengths(14, 19)), // Diners Club
        (3700, 3799, Lengths(15)), // American Express
        (3800, 3999, Lengths(14, 19)), // Diners Club
        (4000, 4999, Lengths(13) | Lengths(16) | Lengths(19)), // Visa
        (5000, 5099, Lengths(12, 19)), // Maestro
        (5100, 5599, Lengths(16)), // Mastercard
        (5600, 5899, Lengths(12, 19)), // Maestro
        (6011, 6011, Lengths(16, 19)), // Discover
        (6200, 6299, Lengths(16, 19)), // UnionPay
        (6304, 6304, Lengths(12, 19)), // Maestro
        (6440, 6599, Lengths(16, 19)), // Discover
        (6759, 6769, Lengths(12, 19)), // Maestro
    ];

    /// <summary>Returns whether a text contains a card number. Does not allocate.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) => HasEnoughDigits(text) && Find(text, 0) is not null;

    /// <summary>Returns whether a name, such as a transaction's id, contains a card number. UUIDs and hashes are exempt:
    /// by chance, one UUID in 3,000 would contain one, and one SHA-256 in 1,200.</summary>
    public static bool IsInName(ReadOnlySpan<char> name) => IsIn(name) && !IsHexadecimal(name);

    /// <summary>Returns whether a number is a card number; its sign does not matter.</summary>
    public static bool Is(long number)
    {
        Span<char> digits = stackalloc char[20];
        _ = unchecked((ulong)(number < 0 ? -number : number)).TryFormat(digits, out var count, default, CultureInfo.InvariantCulture);
        return count >= MinDigits && Find(digits[..count], 0) is not null;
    }

    /// <summary>Returns whether a number is a card number: an integer with exactly its digits. Above 2^53 not every integer has its own
    /// double, so
    /// check the written digits then.</summary>
    public static bool Is(double number) =>
        // From 12 digits on, up to the highest issuer of 19.
        Math.Abs(number) is >= 1e11 and < 7e18 && number == Math.Floor(number) && Is((long)number);

    /// <summary>Replaces the middle digits of every card number in a text by <c>*</c>. The first six and the last four digits remain, and
    /// so do the
    /// separators. The result contains no card number.</summary>
    /// <returns>The same instance if it contains none.</returns>
    public static string Mask(string text)
    {
        if (!HasEnoughDigits(text) || Find(text, 0) is not { } found)
        {
            return text;
        }

        var masked = text.ToCharArray();
        for (var card = ((int Start, int End)?)found; card is { } range;)
        {
            Hide(masked.AsSpan(range.Start..range.End));

            // The remaining digits may form a card number with adjacent ones.
            card = Find(masked, RowStart(masked, Math.Max(0, range.Start - MaxLength)));
        }

        return new string(masked);
    }

    /// <summary>Returns the beginning of a text, for a message. Card numbers are masked before the text is cut, because a truncated one
    /// would not
    /// be recognised.</summary>
    public static string Shorten(ReadOnlySpan<char> text)
    {
        var shown = Mask(text[..Math.Min(text.Length, ShownLength + MaxLength)].ToString());
        return text.Length <= ShownLength ? shown : $"{shown.AsSpan(0, ShownLength)}…";
    }

    private static bool HasEnoughDigits(ReadOnlySpan<char> text)
    {
        var digits = 0;
        for (var at = 0; at < text.Length && text.Length - at + digits >= MinDigits; at++)
        {
            // Counts both halves of a digit of two characters: the count may be too high, but never too low.
            if ((char.IsDigit(text[at]) || char.IsSurrogate(text[at])) && ++digits == MinDigits)
            {
                return true;
            }
        }

        return false;
    }

    private static (int Start, int End)? Find(ReadOnlySpan<char> text, int from)
    {
        for (var at = from; at < text.Length;)
        {
            var isDigit = DigitAt(text, at, out var width) >= 0;
            if (isDigit && CardAt(text, at) is { } card)
            {
                return card;
            }

            at = isDigit ? RowEnd(text, at) : at + width;
        }

        return null;
    }

    // The longest card number that begins with the run at a position, so that the fewest digits remain.
    private static (int Start, int End)? CardAt(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && DigitAt(text, start, out var zero) == 0)
        {
            start += zero;
        }

        var card = default((int, int)?);
        var (digits, groups) = (default(Digits), default(Groups));
        for (var at = start; ;)
        {
            for (int digit, width; at < text.Length && (digit = DigitAt(text, at, out width)) >= 0; at += width)
            {
                if (digits.Count == MaxDigits)
                {
                    return card;
                }

                digits.Add(digit);
            }

            groups.End(digits.Count);
            if (groups.MayEnd && digits.AreCard)
            {
                card = (start, at);
            }

            if (digits.Count == 0 || at + 1 >= text.Length || !Separators.Contains(text[at]) || DigitAt(text, at + 1, out _) < 0
                || !groups.MayGoOn(text[at]))
            {
                return card;
            }

            at++;
        }
    }

    private static int RowEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && DigitAt(text, at, out var width) >= 0)
        {
            at += width;
        }

        return at;
    }

    private static int RowStart(ReadOnlySpan<char> text, int at)
    {
        while (at > 0 && char.IsDigit(text[at - 1]))
        {
            at--;
        }

        return at;
    }

    private static void Hide(Span<char> card)
    {
        var digits = 0;
        for (var at = 0; at < card.Length; at++)
        {
            digits += DigitAt(card, at, out _) >= 0 ? 1 : 0;
        }

        for (int at = 0, digit = 0, width; at < card.Length; at += width)
        {
            if (DigitAt(card, at, out width) >= 0 && ++digit > LeadingDigits && digit <= digits - LastDigits)
            {
                card.Slice(at, width).Fill(Hidden);
            }
        }
    }

    // The value of the decimal digit at a position, or -1.
    private static int DigitAt(ReadOnlySpan<char> text, int at, out int width)
    {
        width = 1;
        if (char.IsAscii(text[at]))
        {
            return char.IsAsciiDigit(text[at]) ? text[at] - '0' : -1;
        }

        _ = Rune.DecodeFromUtf16(text[at..], out var rune, out width);
        return Rune.IsDigit(rune) ? (int)Rune.GetNumericValue(rune) : -1;
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

    private static int Lengths(int from, int to = 0)
    {
        var lengths = 0;
        for (var length = from; length <= Math.Max(from, to); length++)
        {
            lengths |= 1 << length;
        }

        return lengths;
    }

    // The digits of a possible card number.
    private struct Digits
    {
        private int _first;
        private int _doubledEven;
        private int _doubledOdd;

        public int Count { get; private set; }

        public readonly bool AreCard => Count >= MinDigits && (Count % 2 == 0 ? _doubledEven : _doubledOdd) % 10 == 0 && AreIssued;

        private readonly bool AreIssued
        {
            get
            {
                foreach (var (from, to, lengths) in Issuers)
                {
                    if (_first >= from && _first <= to)
                    {
                        return (lengths >> Count & 1) == 1;
                    }
                }

                return false;
            }
        }

        public void Add(int digit)
        {
            // Luhn doubles every other digit from the last but one, and which these are is known at the end.
            var doubled = digit < 5 ? 2 * digit : (2 * digit) - 9;
            _doubledEven += Count % 2 == 0 ? doubled : digit;
            _doubledOdd += Count % 2 == 0 ? digit : doubled;
            _first = Count < 4 ? (10 * _first) + digit : _first;
            Count++;
        }
    }

    // Checks whether groups of digits are laid out as in a card number.
    private struct Groups
    {
        private int _before;
        private int _first;
        private int _last;
        private int _separators;
        private char _separator;
        private bool _anySmall;
        private bool _anyUnlike;

        public readonly bool MayEnd => _separators == 0
            || ((_separators > 1 || _separator != '.') && (!_anySmall || (!_anyUnlike && _last <= _first)));

        // Ends a group, of all digits so far.
        public void End(int digits)
        {
            _last = digits - _before;
            _before = digits;
            _first = _separators == 0 ? _last : _first;
        }

        // Whether another group may follow the one that has ended.
        public bool MayGoOn(char separator)
        {
            _separator = _separators++ == 0 ? separator : _separator;
            _anySmall |= _last < PeopleGroup;
            _anyUnlike |= _last != _first || separator != _separator;
            return !_anySmall || !_anyUnlike;
        }
    }
}
