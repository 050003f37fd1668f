using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace FraudWeb.Core.History;

/// <summary>The id of a prediction: a ULID (48 bits of Unix milliseconds, then 80 bits), so that ids sort by time and can't be guessed.
/// Formatted as 26 characters of Crockford's base 32 (github.com/ulid/spec).</summary>
/// <param name="High">The upper 64 bits.</param>
/// <param name="Low">The lower 64 bits.</param>
public readonly record struct PredictionId(ulong High, ulong Low) : IComparable<PredictionId>
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;

    /// <summary>The time of the prediction, in UTC, to the millisecond.</summary>
    public DateTimeOffset Timestamp => DateTimeOffset.FromUnixTimeMilliseconds((long)(High >> 16));

    /// <summary>Returns the smallest id of a moment; earlier ids sort before it.</summary>
    public static PredictionId From(DateTimeOffset moment) => new((ulong)Math.Max(0, moment.ToUnixTimeMilliseconds()) << 16, 0);

    /// <summary>Parses a formatted id; case-insensitive.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PredictionId id)
    {
        id = default;
        if (text is not { Length: Length } || text[0] > '7')
        {
            return false;
        }

        UInt128 bits = 0;
        foreach (var letter in text)
        {
            var digit = Digits.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            bits = (bits << 5) | (uint)digit;
        }

        id = new((ulong)(bits >> 64), (ulong)bits);
        return true;
    }

    /// <summary>Reads the 16 bytes of <see cref="ToBytes"/>.</summary>
    public static PredictionId FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Returns 16 bytes that sort in the order of the ids.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), Low);
        return bytes;
    }

    /// <inheritdoc/>
    public int CompareTo(PredictionId other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Returns the 26 letters and digits.</summary>
    public override string ToString() => string.Create(Length, new UInt128(High, Low), static (letters, bits) =>
    {
        for (var i = letters.Length - 1; i >= 0; i--, bits >>= 5)
        {
            letters[i] = Digits[(int)(bits & 31)];
        }
    });

    /// <summary>Returns whether the left id is older.</summary>
    public static bool operator <(PredictionId left, PredictionId right) => left.CompareTo(right) < 0;

    /// <summary>Returns whether the left id is newer.</summary>
    public static bool operator >(PredictionId left, PredictionId right) => left.CompareTo(right) > 0;

    /// <summary>Returns whether the left id is not newer.</summary>
    public static bool operator <=(PredictionId left, PredictionId right) => left.CompareTo(right) <= 0;

    /// <summary>Returns whether the left id is not older.</summary>
    public static bool operator >=(PredictionId left, PredictionId right) => left.CompareTo(right) >= 0;
}
