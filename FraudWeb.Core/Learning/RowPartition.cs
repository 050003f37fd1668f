using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FraudWeb.Core.Learning;

/// <summary>The assignment of rows to the leaves of a tree: each leaf's rows are contiguous, in ascending order.</summary>
/// <param name="capacity">The maximum number of rows.</param>
/// <param name="parallel">The thread limit.</param>
internal sealed class RowPartition(int capacity, ParallelOptions parallel)
{
    /// <summary>Below this number of rows, a second thread costs more than it saves.</summary>
    private const int ParallelRows = 1 << 16;

    private readonly int[] _rows = GC.AllocateUninitializedArray<int>(capacity);
    private readonly int[] _right = GC.AllocateUninitializedArray<int>(capacity);

    /// <summary>Restarts with one leaf.</summary>
    /// <returns>The leaf's rows.</returns>
    public Segment Start(ReadOnlySpan<int> rows)
    {
        rows.CopyTo(_rows);
        return new(0, rows.Length);
    }

    /// <summary>A leaf's rows.</summary>
    public Memory<int> this[Segment segment] => _rows.AsMemory(segment.From, segment.Count);

    /// <summary>Divides a leaf's rows by their bins, preserving their order on both sides.</summary>
    /// <param name="segment">The leaf.</param>
    /// <param name="column">The bins of the tested column, one per row of the data.</param>
    /// <param name="goesLeft">For each bin 1 if it goes left, else 0.</param>
    public (Segment Left, Segment Right) Divide(Segment segment, byte[] column, byte[] goesLeft)
    {
        // Parts are divided independently and then joined: the order does not depend on their number.
        var parts = segment.Count < ParallelRows ? 1 : parallel.MaxDegreeOfParallelism;
        var lefts = new int[parts];
        int Start(int part) => segment.From + (int)((long)segment.Count * part / parts);
        if (parts == 1)
        {
            lefts[0] = Divide(segment.From, segment.From + segment.Count, column, goesLeft);
        }
        else
        {
            Parallel.For(0, parts, parallel, part => lefts[part] = Divide(Start(part), Start(part + 1), column, goesLeft));
        }

        var at = segment.From;
        for (var part = 0; part < parts; part++)
        {
            _rows.AsSpan(Start(part), lefts[part]).CopyTo(_rows.AsSpan(at));
            at += lefts[part];
        }

        var leftCount = at - segment.From;
        for (var part = 0; part < parts; part++)
        {
            var right = Start(part + 1) - Start(part) - lefts[part];
            _right.AsSpan(Start(part), right).CopyTo(_rows.AsSpan(at));
            at += right;
        }

        return (new(segment.From, leftCount), new(segment.From + leftCount, segment.Count - leftCount));
    }

    /// <summary>Moves the rows that go left to the front and copies those that go right to a buffer.</summary>
    /// <returns>The number of rows that go left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Divide(int from, int to, byte[] column, byte[] goesLeft)
    {
        ref var bins = ref MemoryMarshal.GetArrayDataReference(column);
        ref var sides = ref MemoryMarshal.GetArrayDataReference(goesLeft);
        ref var rows = ref MemoryMarshal.GetArrayDataReference(_rows);
        ref var aside = ref MemoryMarshal.GetArrayDataReference(_right);
        nint left = from;
        nint right = from;
        for (var i = from; i < to; i++)
        {
            // Both sides are written and one advances, because an unpredictable branch would cost more.
            var row = Unsafe.Add(ref rows, i);
            nint isLeft = Unsafe.Add(ref sides, (nint)Unsafe.Add(ref bins, row));
            Unsafe.Add(ref rows, left) = row;
            Unsafe.Add(ref aside, right) = row;
            left += isLeft;
            right += 1 - isLeft;
        }

        return (int)left - from;
    }
}

/// <summary>The range of a leaf's rows.</summary>
internal readonly record struct Segment(int From, int Count);
