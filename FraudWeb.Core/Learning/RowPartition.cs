using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FraudWeb.Core.Learning;

/// <summary>Rows dealt to the leaves of a tree: each leaf's rows lie together, in ascending order.</summary>
/// <param name="capacity">The most rows.</param>
internal sealed class RowPartition(int capacity)
{
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
    /// <param name="column">The bins of the field asked, one a row of the data.</param>
    /// <param name="goesLeft">For each bin 1 when it goes left, else 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (Segment Left, Segment Right) Divide(Segment segment, byte[] column, ReadOnlySpan<byte> goesLeft)
    {
        ref var bins = ref MemoryMarshal.GetArrayDataReference(column);
        ref var sides = ref MemoryMarshal.GetReference(goesLeft);
        ref var rows = ref _rows[0];
        ref var right = ref _right[0];
        nint left = segment.From;
        nint rightCount = 0;
        for (var i = segment.From; i < segment.From + segment.Count; i++)
        {
            // Both sides are written and one advances: a branch that can't be foreseen would cost more.
            var row = Unsafe.Add(ref rows, i);
            nint isLeft = Unsafe.Add(ref sides, Unsafe.Add(ref bins, row));
            Unsafe.Add(ref rows, left) = row;
            Unsafe.Add(ref right, rightCount) = row;
            left += isLeft;
            rightCount += 1 - isLeft;
        }

        _right.AsSpan(0, (int)rightCount).CopyTo(_rows.AsSpan((int)left));
        var leftCount = (int)left - segment.From;
        return (new(segment.From, leftCount), new(segment.From + leftCount, (int)rightCount));
    }
}

/// <summary>Where a leaf's rows lie.</summary>
internal readonly record struct Segment(int From, int Count);
