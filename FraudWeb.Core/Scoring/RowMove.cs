using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Scoring;

/// <summary>
/// A split as an operation on many rows at a time: rows that are at its node and go right get another number. Applied for all splits of a
/// tree, parents first, this gives every row the number of its leaf, without branches and without dependencies between rows. Values are
/// bins of one byte: 0 is missing, the others are in ascending order.
/// </summary>
internal readonly struct RowMove
{
    /// <summary>The number of rows per vector.</summary>
    public const int Lanes = 32;

    private readonly byte _shift;
    private readonly byte _last;
    private readonly byte _from;
    private readonly byte _change;
    private readonly byte[]? _right;

    private RowMove(int column, byte from, byte to) => (Column, _from, _change) = (column, from, (byte)(to - from));

    /// <summary>Creates the move of a split on a number.</summary>
    /// <param name="column">The column of bins that it tests.</param>
    /// <param name="last">The last bin that goes left.</param>
    /// <param name="missingLeft">Whether a missing value goes left.</param>
    /// <param name="from">The number of rows at the node, and of those that go left.</param>
    /// <param name="to">The number of rows that go right.</param>
    public RowMove(int column, byte last, bool missingLeft, byte from, byte to)
        : this(column, from, to)
    {
        // After subtracting one, the bin of a missing value is the highest of all.
        _shift = missingLeft ? (byte)0 : (byte)1;
        _last = (byte)(last - _shift);
    }

    /// <summary>Creates the move of a split on a category.</summary>
    /// <param name="column">The column of bins that it tests.</param>
    /// <param name="goesLeft">Whether a bin goes left.</param>
    /// <param name="from">The number of rows at the node, and of those that go left.</param>
    /// <param name="to">The number of rows that go right.</param>
    public RowMove(int column, Func<int, bool> goesLeft, byte from, byte to)
        : this(column, from, to) =>
        _right = [.. Enumerable.Range(0, byte.MaxValue + 1).Select(bin => goesLeft(bin) ? byte.MinValue : byte.MaxValue)];

    /// <summary>The column of bins that it tests.</summary>
    public int Column { get; }

    /// <summary>Writes column, shift, last bin, number and change, in lanes of one tree each; not for a split on a category.</summary>
    public void WriteTo(Span<byte> lane, int step)
    {
        lane[0] = (byte)Column;
        lane[step] = _shift;
        lane[2 * step] = _last;
        lane[3 * step] = _from;
        lane[4 * step] = _change;
    }

    /// <summary>Moves rows.</summary>
    /// <param name="numbers">The nodes that the rows are at; fills whole vectors.</param>
    /// <param name="bins">The first row's bin; the others follow.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(Span<byte> numbers, ref byte bins)
    {
        if (_right is null)
        {
            Compare(numbers, ref bins);
        }
        else
        {
            LookUp(numbers, ref bins, _right);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Compare(Span<byte> numbers, ref byte bins)
    {
        var (shift, last) = (Vector256.Create(_shift), Vector256.Create(_last));
        var (from, change) = (Vector256.Create(_from), Vector256.Create(_change));
        ref var first = ref MemoryMarshal.GetReference(numbers);
        for (nint i = 0; i < numbers.Length; i += Lanes)
        {
            var number = Vector256.LoadUnsafe(ref first, (nuint)i);
            var goesRight = Vector256.GreaterThan(Vector256.LoadUnsafe(ref bins, (nuint)i) - shift, last);
            (number + (goesRight & Vector256.Equals(number, from) & change)).StoreUnsafe(ref first, (nuint)i);
        }
    }

    private void LookUp(Span<byte> numbers, ref byte bins, byte[] right)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] += numbers[i] == _from ? (byte)(right[Unsafe.Add(ref bins, i)] & _change) : (byte)0;
        }
    }
}
