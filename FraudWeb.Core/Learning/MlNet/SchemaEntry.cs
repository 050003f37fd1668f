using System.Text;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>Writes the input columns of an ML.NET model: an <c>IDataView</c> without rows in ML.NET's binary format, byte for byte like
/// its <c>BinarySaver</c>.</summary>
internal static class SchemaEntry
{
    private const ulong Head = 0x00425644004C4D43;
    private const ulong Tail = 0x434D4C0044564200;
    private const ulong Version = 0x0001000100010006;
    private const int HeaderLength = 256;

    /// <summary>Returns the columns of a schema's fields: texts for categories, single precision for all others.</summary>
    public static byte[] Of(FieldSlots slots) => Write(slots.Schema.Fields.Length, (writer, field) =>
    {
        writer.Write(slots.Schema.Fields[field].Name);
        writer.Write(slots.IsCategory(field) ? "TextSpan" : "Single");
        writer.Write7BitEncodedInt(0);
    });

    /// <summary>Returns one column of single-precision vectors.</summary>
    public static byte[] OfVector(string name, int length) => Write(1, (writer, _) =>
    {
        const string item = "Single";
        writer.Write(name);
        writer.Write("VBuffer");
        writer.Write7BitEncodedInt(item.Length + 2 + 2 * sizeof(int));
        writer.Write(item);
        writer.Write7BitEncodedInt(0);
        writer.Write(1);
        writer.Write(length);
    });

    private static byte[] Write(int columns, Action<BinaryWriter, int> writeColumn)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        stream.SetLength(HeaderLength);
        stream.Position = HeaderLength;
        for (var column = 0; column < columns; column++)
        {
            writeColumn(writer, column);

            // No blocks (the header declares deflated blocks of one row each) and no annotations.
            writer.Write((byte)1);
            writer.Write7BitEncodedInt(1);
            writer.Write((long)HeaderLength);
            writer.Write(0L);
        }

        var tail = stream.Position;
        writer.Write(Tail);
        stream.Position = 0;
        foreach (var part in (ulong[])[Head, Version, Version, HeaderLength, (ulong)tail, 0])
        {
            writer.Write(part);
        }

        writer.Write(columns);
        writer.Flush();
        return stream.ToArray();
    }
}
