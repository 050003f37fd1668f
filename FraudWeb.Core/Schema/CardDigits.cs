namespace FraudWeb.Core.Schema;

/// <summary>The digits of a possible card number. Checks the length, the check digit and the issuer range.</summary>
internal struct CardDigits
{
    /// <summary>The minimum number of digits of a card number.</summary>
    public const int Min = 12;

    /// <summary>The maximum number of digits of a card number.</summary>
    public const int Max = 19;

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

    private int _first;
    private int _doubledEven;
    private int _doubledOdd;

    public int Count { get; private set; }

    public readonly bool AreCard => Count >= Min && (Count % 2 == 0 ? _doubledEven : _doubledOdd) % 10 == 0 && AreIssued;

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
        // Luhn doubles every other digit, starting with the last but one. Which digits these are is known only at the end.
        var doubled = digit < 5 ? 2 * digit : (2 * digit) - 9;
        _doubledEven += Count % 2 == 0 ? doubled : digit;
        _doubledOdd += Count % 2 == 0 ? digit : doubled;
        _first = Count < 4 ? (10 * _first) + digit : _first;
        Count++;
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
}
