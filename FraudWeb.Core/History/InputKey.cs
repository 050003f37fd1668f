using System.Buffers.Binary;

namespace FraudWeb.Core.History;

/// <summary>A number in 8 bytes that sort as numbers do, so that the database can compare an input of a kept prediction without knowing
/// floating point. Every bit of the number is kept. <c>NaN</c>, a missing value, sorts outside all numbers.</summary>
/// <param name="Bits">The IEEE bits with the sign flipped, or all bits when it is negative.</param>
public readonly record struct InputKey(ulong Bits)
{
    /// <summary>Bytes per input.</summary>
    public const int Size = sizeof(ulong);

    private const ulong Sign = 1UL << 63;

    /// <summary>The key of a number.</summary>
    public static InputKey Of(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        return new((bits & Sign) != 0 ? ~bits : bits | Sign);
    }

    /// <summary>The number, to the bit.</summary>
    public double Value => BitConverter.UInt64BitsToDouble((Bits & Sign) != 0 ? Bits & ~Sign : ~Bits);

    /// <summary>The inputs of a prediction as they are kept: 8 bytes each, by the schema's order.</summary>
    public static byte[] Encode(ReadOnlySpan<double> values)
    {
        var bytes = new byte[values.Length * Size];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(i * Size), Of(values[i]).Bits);
        }

        return bytes;
    }

    /// <summary>What <see cref="Encode"/> was given.</summary>
    public static double[] Decode(ReadOnlySpan<byte> bytes)
    {
        var values = new double[bytes.Length / Size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = FromBytes(bytes[(i * Size)..]).Value;
        }

        return values;
    }

    /// <summary>Reads <see cref="ToBytes"/>.</summary>
    public static InputKey FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes));

    /// <summary>8 bytes that sort as the numbers do.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Bits);
        return bytes;
    }

    /// <summary>Whether one number is no larger.</summary>
    public static bool operator <=(InputKey left, InputKey right) => left.Bits <= right.Bits;

    /// <summary>Whether one number is no smaller.</summary>
    public static bool operator >=(InputKey left, InputKey right) => left.Bits >= right.Bits;
}
