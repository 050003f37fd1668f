using System.Buffers.Binary;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Schema;

namespace FraudWeb.Bench;

/// <summary>Reads the files written by synthetic.py of the tree peers: little-endian float32, one row after another, 30 features and the
/// label.</summary>
internal static class SyntheticRows
{
    public const int Features = 30;

    private const int RowBytes = (Features + 1) * sizeof(float);
    private const int BlockRows = 1_000;

    private static readonly TransactionSchema Schema = new("synthetic",
        [.. Enumerable.Range(0, Features).Select(i => new Field { Name = FormattableString.Invariant($"x{i}"), Kind = FieldKind.Number })]);

    public static Dataset Read(string path)
    {
        using var file = File.OpenRead(path);
        var rows = new Dataset.Builder(Schema, (int)(file.Length / RowBytes));
        var block = new byte[BlockRows * RowBytes];
        var values = new double[Features];
        for (int bytes; (bytes = file.ReadAtLeast(block, block.Length, throwOnEndOfStream: false)) > 0;)
        {
            for (var row = block.AsSpan(0, bytes); row.Length > 0; row = row[RowBytes..])
            {
                for (var i = 0; i < Features; i++)
                {
                    values[i] = Value(row, i);
                }

                rows.Add(values, Value(row, Features) != 0);
            }
        }

        return rows.Build();
    }

    private static float Value(ReadOnlySpan<byte> row, int at) => BinaryPrimitives.ReadSingleLittleEndian(row[(at * sizeof(float))..]);
}
