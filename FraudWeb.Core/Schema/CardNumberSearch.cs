using System.Buffers;
using System.Text;

namespace FraudWeb.Core.Schema;

/// <summary>Finds card numbers in a text, as <see cref="CardNumbers"/> defines them. Does not allocate.</summary>
internal static class CardNumberSearch
{
    /// <summary>The maximum length of a card number: 19 digits of two characters each, and 18 separators.</summary>
    public const int MaxLength = (2 * CardDigits.Max) + CardDigits.Max - 1;

    private const int PeopleGroup = 3;

    // Spaces and dashes as word processors write them, and zero-width characters that are copied from web pages.
    private static readonly SearchValues<char> Separators =
        SearchValues.Create(" -.\u00A0\u2007\u202F\u2009\u2010\u2011\u2012\u2013\u2212\u00AD\u200B\u2060\uFEFF");

    /// <summary>Returns false if a text has too few digits for a card number: a quick check for most texts.</summary>
    public static bool HasEnoughDigits(ReadOnlySpan<char> text)
    {
        var digits = 0;
        for (var at = 0; at < text.Length && text.Length - at + digits >= CardDigits.Min; at++)
        {
            // Counts both halves of a digit of two characters: the count may be too high, but never too low.
            if ((char.IsDigit(text[at]) || char.IsSurrogate(text[at])) && ++digits == CardDigits.Min)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the range of the first card number at or after a position, or null.</summary>
    public static (int Start, int End)? Find(ReadOnlySpan<char> text, int from)
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
        var (digits, groups) = (default(CardDigits), default(Groups));
        for (var at = start; ;)
        {
            for (int digit, width; at < text.Length && (digit = DigitAt(text, at, out width)) >= 0; at += width)
            {
                if (digits.Count == CardDigits.Max)
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

    /// <summary>Returns where the run of digits begins that a position is in.</summary>
    public static int RowStart(ReadOnlySpan<char> text, int at)
    {
        while (at > 0 && char.IsDigit(text[at - 1]))
        {
            at--;
        }

        return at;
    }

    /// <summary>Returns the value of the decimal digit at a position, or -1.</summary>
    public static int DigitAt(ReadOnlySpan<char> text, int at, out int width)
    {
        width = 1;
        if (char.IsAscii(text[at]))
        {
            return char.IsAsciiDigit(text[at]) ? text[at] - '0' : -1;
        }

        _ = Rune.DecodeFromUtf16(text[at..], out var rune, out width);
        return Rune.IsDigit(rune) ? (int)Rune.GetNumericValue(rune) : -1;
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
