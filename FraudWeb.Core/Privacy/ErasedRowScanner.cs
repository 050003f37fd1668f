using System.Buffers.Binary;
using System.Text;
using FraudWeb.Core.History;
using Microsoft.Win32.SafeHandles;

namespace FraudWeb.Core.Privacy;

/// <summary>What a predictions row, or the index by the sender's id, looks like in the file: our id beside the sender's. SQLite leaves a copy of one,
/// rarely, in the unused part of a page whose rows it has moved to another one.</summary>
internal sealed class ErasedRowScanner
{
    // A whole number of pages, which no row in question reaches beyond.
    private const int ChunkSize = 1 << 20;
    private const int IdSize = 16;
    private const int HalfSize = IdSize / 2;

    private readonly Dictionary<ulong, (byte[] Id, byte[] TransactionId)> _idsByHalf = [];
    private readonly bool[] _candidates = new bool[ushort.MaxValue + 1];

    /// <summary>Adds a prediction that was erased.</summary>
    public void Add(PredictionId id, string transactionId)
    {
        // The second half of an id is random.
        var bytes = id.ToBytes();
        var half = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(HalfSize));
        _idsByHalf[half] = (bytes, Encoding.UTF8.GetBytes(transactionId));
        _candidates[(ushort)half] = true;
    }

    /// <summary>Whether something of them is in the file.</summary>
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

    /// <summary>Whether something of them is in some whole pages.</summary>
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
