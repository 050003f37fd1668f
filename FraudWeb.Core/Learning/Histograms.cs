using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FraudWeb.Core.Learning;

/// <summary>Sums of packed gradients by column and bin: 256 sums per column, one column after another.</summary>
internal sealed class Histograms(BinnedData data, ParallelOptions parallel)
{
    /// <summary>The rows per block, so that their bins are still in the cache when the next eight columns are summed.</summary>
    private const int BlockRows = 512;

    /// <summary>Below this number of rows, a second thread costs more than it saves.</summary>
    private const int ParallelRows = 8192;

    private readonly Stack<long[]> _free = [];
    private readonly Lock _gate = new();

    private int Length => data.WordsPerRow * BinnedData.ColumnsPerWord * FeatureBins.Limit;

    /// <summary>Returns a histogram with all sums 0.</summary>
    public long[] Rent()
    {
        lock (_gate)
        {
            if (_free.TryPop(out var sums))
            {
                Array.Clear(sums);
                return sums;
            }
        }

        return new long[Length];
    }

    /// <summary>Returns a histogram to the pool.</summary>
    public void Return(long[] sums)
    {
        lock (_gate)
        {
            _free.Push(sums);
        }
    }

    /// <summary>Returns the sums of one column.</summary>
    public static ReadOnlySpan<long> Of(long[] sums, int column) => sums.AsSpan(column * FeatureBins.Limit, FeatureBins.Limit);

    /// <summary>Sums the rows' packed values by column and bin.</summary>
    /// <param name="rows">Positions of rows.</param>
    /// <param name="packed">One value per row of the data.</param>
    public long[] Build(Memory<int> rows, long[] packed)
    {
        var sums = Rent();
        var parts = rows.Length < ParallelRows ? 1 : Math.Min(parallel.MaxDegreeOfParallelism, rows.Length / (ParallelRows / 2));
        if (parts <= 1)
        {
            Add(rows.Span, packed, sums);
            return sums;
        }

        // Each thread sums a part of the rows. The sums are integers, so the total does not depend on how the rows are divided.
        var others = new long[parts][];
        Parallel.For(0, parts, parallel, part =>
        {
            var (from, to) = ((long)rows.Length * part / parts, (long)rows.Length * (part + 1) / parts);
            others[part] = part == 0 ? sums : Rent();
            Add(rows.Span[(int)from..(int)to], packed, others[part]);
        });
        foreach (var other in others.AsSpan(1))
        {
            Add(sums, other);
            Return(other);
        }

        return sums;
    }

    /// <summary>Sums the rows' packed values by the bin of one column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Build(ReadOnlySpan<int> rows, byte[] column, long[] packed, Span<long> sums)
    {
        sums.Clear();
        ref var bins = ref MemoryMarshal.GetArrayDataReference(column);
        ref var values = ref MemoryMarshal.GetArrayDataReference(packed);
        ref var first = ref sums[0];
        foreach (var row in rows)
        {
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref bins, row)) += Unsafe.Add(ref values, row);
        }
    }

    /// <summary>Computes one child's sums by subtracting the other child's from the parent's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(long[] parent, long[] child)
    {
        for (var i = 0; i < parent.Length; i += Vector256<long>.Count)
        {
            (Vector256.LoadUnsafe(ref parent[i]) - Vector256.LoadUnsafe(ref child[i])).StoreUnsafe(ref parent[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(long[] sums, long[] more)
    {
        for (var i = 0; i < sums.Length; i += Vector256<long>.Count)
        {
            (Vector256.LoadUnsafe(ref sums[i]) + Vector256.LoadUnsafe(ref more[i])).StoreUnsafe(ref sums[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<int> rows, long[] packed, long[] sums)
    {
        var words = data.WordsPerRow;
        ref var bins = ref MemoryMarshal.GetArrayDataReference(data.RowWords);
        ref var values = ref MemoryMarshal.GetArrayDataReference(packed);
        for (; rows.Length > 0; rows = rows[Math.Min(BlockRows, rows.Length)..])
        {
            var block = rows[..Math.Min(BlockRows, rows.Length)];
            Prefetch(rows[block.Length..Math.Min(2 * BlockRows, rows.Length)], ref bins, words, ref values);
            for (var word = 0; word < words; word++)
            {
                ref var first = ref sums[word * BinnedData.ColumnsPerWord * FeatureBins.Limit];
                foreach (var row in block)
                {
                    var eight = Unsafe.Add(ref bins, (nint)row * words + word);
                    var value = Unsafe.Add(ref values, row);
                    Unsafe.Add(ref first, (nint)(byte)eight) += value;
                    Unsafe.Add(ref first, 0x100 + (nint)(byte)(eight >> 8)) += value;
                    Unsafe.Add(ref first, 0x200 + (nint)(byte)(eight >> 16)) += value;
                    Unsafe.Add(ref first, 0x300 + (nint)(byte)(eight >> 24)) += value;
                    Unsafe.Add(ref first, 0x400 + (nint)(byte)(eight >> 32)) += value;
                    Unsafe.Add(ref first, 0x500 + (nint)(byte)(eight >> 40)) += value;
                    Unsafe.Add(ref first, 0x600 + (nint)(byte)(eight >> 48)) += value;
                    Unsafe.Add(ref first, 0x700 + (nint)(byte)(eight >> 56)) += value;
                }
            }
        }
    }

    /// <summary>Prefetches the scattered rows of the next block while this block is summed.</summary>
    private static unsafe void Prefetch(ReadOnlySpan<int> rows, ref ulong bins, int words, ref long values)
    {
        if (Sse.IsSupported)
        {
            foreach (var row in rows)
            {
                Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref bins, (nint)row * words)));
                Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref values, row)));
            }
        }
    }
}
