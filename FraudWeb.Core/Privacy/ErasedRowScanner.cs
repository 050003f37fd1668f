using System.Buffers.Binary;
using System.Text;
using FraudWeb.Core.History;
using Microsoft.Win32.SafeHandles;

namespace FraudWeb.Core.Privacy;

/// <summary>Scans the database file for rows that were erased. SQLite rarely leaves a copy of a row in the unused part of a page whose
/// rows it has moved to another page. A row of the predictions table, or of its index by the sender's id, has our id next to the
/// sender's.</summary>
internal sealed class ErasedRowScanner
{
    // A whole number of pages. No row that is searched for crosses a page boundary.
    private const int ChunkSize = 1 << 20;
    private const int IdSize = 16;
    private const int HalfSize = IdSize / 2;

    private readonly Dictionary<ulong, (byte[] Id, byte[] TransactionId)> _idsByHalf = [];
    private readonly bool[] _candidates = new bool[ushort.MaxValue + 1];

    /// <summary>Adds an erased prediction to the search.</summary>
    public void Add(PredictionId id, string transactionId)
    {
        // The second half of an id is random.
        var bytes = id.ToBytes();
        var half = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(HalfSize));
        _idsByHalf[half] = (bytes, Encoding.UTF8.GetBytes(transactionId));
        _candidates[(ushort)half] = true;
    }

    /// <summary>Returns whether the file contains any of the added predictions.</summary>
    public bool IsFoundIn(SafeFileHandle file, CancellationToken cancel)
    {
        var chunk = new byte[ChunkSize];
        var length = _idsByHalf.Count == 0 ? 0 : RandomAccess.GetLength(file);
        for (var offset = 0L; offset < length; offset += ChunkSize)
        {
            cancel.ThrowIfCancellationRequested();
            if (IsFoundIn(chunk.AsSpan(0, RandomAccess.Read(file, chunk, offset))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns whether a buffer of whole pages contains any of the added predictions.</summary>
    public bool IsFoundIn(ReadOnlySpan<byte> pages)
    {
        for (var i = HalfSize; i <= pages.Length - HalfSize; i++)
        {
            var half = BinaryPrimitives.ReadUInt64LittleEndian(pages[i..]);
            if (_candidates[(ushort)half] && _idsByHalf.TryGetValue(half, out var erased)
                && pages[(i - HalfSize)..].StartsWith(erased.Id)
                && (pages[..(i - HalfSize)].EndsWith(erased.TransactionId) || pages[(i + HalfSize)..].StartsWith(erased.TransactionId)))
            {
                return true;
            }
        }

        return false;
    }
}
