using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace FraudWeb.Core.History;

/// <summary>Names a prediction: a ULID (48 bits of Unix milliseconds, then 80 bits), so that ids sort by time and can't be guessed.
/// Written as 26 characters of Crockford's base 32 (github.com/ulid/spec).</summary>
/// <param name="High">The upper 64 bits.</param>
/// <param name="Low">The lower 64 bits.</param>
public readonly record struct PredictionId(ulong High, ulong Low) : IComparable<PredictionId>
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;

    /// <summary>When the prediction was made, in UTC, to the millisecond.</summary>
    public DateTimeOffset Timestamp => DateTimeOffset.FromUnixTimeMilliseconds((long)(High >> 16));

    /// <summary>The smallest id of a moment: what is earlier sorts before it.</summary>
    public static PredictionId From(DateTimeOffset moment) => new((ulong)Math.Max(0, moment.ToUnixTimeMilliseconds()) << 16, 0);

    /// <summary>Reads an id as it was written; letters of either case.</summary>
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

    /// <summary>16 bytes that sort as the ids do.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), Low);
        return bytes;
    }

    /// <inheritdoc/>
    public int CompareTo(PredictionId other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>26 letters and digits.</summary>
    public override string ToString() => string.Create(Length, new UInt128(High, Low), static (letters, bits) =>
    {
        for (var i = letters.Length - 1; i >= 0; i--, bits >>= 5)
        {
            letters[i] = Digits[(int)(bits & 31)];
        }
    });

    /// <summary>Whether one id is older.</summary>
    public static bool operator <(PredictionId left, PredictionId right) => left.CompareTo(right) < 0;

    /// <summary>Whether one id is younger.</summary>
    public static bool operator >(PredictionId left, PredictionId right) => left.CompareTo(right) > 0;

    /// <summary>Whether one id is no younger.</summary>
    public static bool operator <=(PredictionId left, PredictionId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one id is no older.</summary>
    public static bool operator >=(PredictionId left, PredictionId right) => left.CompareTo(right) >= 0;
}
