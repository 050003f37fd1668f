using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FraudWeb.Core.Scoring;

/// <summary>Arrays of numbers in a model file: a length, then the numbers, little-endian.</summary>
internal static class BinaryArrays
{
    private const int ChunkItems = 1 << 16;

    /// <summary>Writes a length and the numbers.</summary>
    public static void WriteArray<T>(this BinaryWriter writer, T[] items)
        where T : unmanaged
    {
        writer.Write(items.Length);
        foreach (var item in items)
        {
            Write(writer, item);
        }
    }

    /// <summary>Reads an array that <see cref="WriteArray"/> wrote. Allocates only as bytes arrive, whatever length the file
    /// claims.</summary>
    /// <param name="reader">A reader at the length.</param>
    /// <param name="maxItems">The maximum length.</param>
    /// <param name="wordsPerItem">The number of numbers per item.</param>
    /// <exception cref="InvalidDataException">The length is negative or too large.</exception>
    /// <exception cref="EndOfStreamException">The bytes end too early.</exception>
    public static T[] ReadArray<T>(this BinaryReader reader, int maxItems, int wordsPerItem = 1)
        where T : unmanaged
    {
        var length = reader.ReadInt32();
        if (length < 0 || length > maxItems)
        {
            throw new InvalidDataException($"The model has an array of {length} items, 0 to {maxItems} are allowed.");
        }

        var items = new List<T>(Math.Min(length * wordsPerItem, ChunkItems));
        for (var i = 0L; i < (long)length * wordsPerItem; i++)
        {
            items.Add(Read<T>(reader));
        }

        return [.. items];
    }

    private static void Write<T>(BinaryWriter writer, T item)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == sizeof(int))
        {
            writer.Write(Unsafe.BitCast<T, int>(item));
        }
        else
        {
            writer.Write(Unsafe.BitCast<T, long>(item));
        }
    }

    private static T Read<T>(BinaryReader reader)
        where T : unmanaged =>
        Unsafe.SizeOf<T>() == sizeof(int) ? Unsafe.BitCast<int, T>(reader.ReadInt32()) : Unsafe.BitCast<long, T>(reader.ReadInt64());
}
