using System.Buffers.Binary;

namespace FraudWeb.Core.History;

/// <summary>A number as 8 bytes that sort in numeric order, so that the database can compare inputs of stored predictions without knowing
/// floating point. Lossless. <c>NaN</c>, a missing value, sorts outside of all numbers.</summary>
/// <param name="Bits">The IEEE bits with the sign bit flipped, or with all bits flipped for a negative number.</param>
public readonly record struct InputKey(ulong Bits)
{
    /// <summary>Bytes per input.</summary>
    public const int Size = sizeof(ulong);

    private const ulong Sign = 1UL << 63;

    /// <summary>Returns the key of a number.</summary>
    public static InputKey Of(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        return new((bits & Sign) != 0 ? ~bits : bits | Sign);
    }

    /// <summary>The number, bit for bit.</summary>
    public double Value => BitConverter.UInt64BitsToDouble((Bits & Sign) != 0 ? Bits & ~Sign : ~Bits);

    /// <summary>Encodes the inputs of a prediction for storage: 8 bytes per input, in the order of the schema.</summary>
    public static byte[] Encode(ReadOnlySpan<double> values)
    {
        var bytes = new byte[values.Length * Size];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(i * Size), Of(values[i]).Bits);
        }

        return bytes;
    }

    /// <summary>Decodes the result of <see cref="Encode"/>.</summary>
    public static double[] Decode(ReadOnlySpan<byte> bytes)
    {
        var values = new double[bytes.Length / Size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = FromBytes(bytes[(i * Size)..]).Value;
        }

        return values;
    }

    /// <summary>Reads the result of <see cref="ToBytes"/>.</summary>
    public static InputKey FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes));

    /// <summary>Returns 8 bytes that sort in numeric order.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Bits);
        return bytes;
    }

    /// <summary>Returns whether the left number is less than or equal to the right one.</summary>
    public static bool operator <=(InputKey left, InputKey right) => left.Bits <= right.Bits;

    /// <summary>Returns whether the left number is greater than or equal to the right one.</summary>
    public static bool operator >=(InputKey left, InputKey right) => left.Bits >= right.Bits;
}
