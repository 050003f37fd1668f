using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FraudWeb.Core.Learning;

/// <summary>Rows dealt to the leaves of a tree: each leaf's rows lie together, in ascending order.</summary>
/// <param name="capacity">The most rows.</param>
/// <param name="parallel">How many threads may work.</param>
internal sealed class RowPartition(int capacity, ParallelOptions parallel)
{
    /// <summary>Below so many rows a second thread costs more than it brings.</summary>
    private const int ParallelRows = 1 << 16;

    private readonly int[] _rows = GC.AllocateUninitializedArray<int>(capacity);
    private readonly int[] _right = GC.AllocateUninitializedArray<int>(capacity);

    /// <summary>Starts again with one leaf.</summary>
    /// <returns>The leaf's rows.</returns>
    public Segment Start(ReadOnlySpan<int> rows)
    {
        rows.CopyTo(_rows);
        return new(0, rows.Length);
    }

    /// <summary>A leaf's rows.</summary>
    public Memory<int> this[Segment segment] => _rows.AsMemory(segment.From, segment.Count);

    /// <summary>Divides a leaf's rows by their bins, keeping their order on either side.</summary>
    /// <param name="segment">The leaf.</param>
    /// <param name="column">The bins of the column asked, one a row of the data.</param>
    /// <param name="goesLeft">For each bin 1 when it goes left, else 0.</param>
    public (Segment Left, Segment Right) Divide(Segment segment, byte[] column, byte[] goesLeft)
    {
        // Parts are divided by themselves and then pushed together: the order is the same however many there are.
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

    /// <summary>Pushes the rows that go left to the front and puts those that go right aside.</summary>
    /// <returns>How many go left.</returns>
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
            // Both sides are written and one advances: a branch that can't be foreseen would cost more.
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

/// <summary>Where a leaf's rows lie.</summary>
internal readonly record struct Segment(int From, int Count);
