using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Scoring;

/// <summary>Finds one row's leaves without walking down trees. Applies the <see cref="RowMove"/>s of 64 trees at a time, one tree per lane:
/// the first split of every tree, then the second, and so on. The moves of all trees fit the level 1 cache and are read
/// sequentially.</summary>
internal sealed class RowScorer
{
    /// <summary>The number of trees that are processed together.</summary>
    public const int Lanes = 64;

    private const int Half = Lanes / 2;

    /// <summary>The bytes of a step: for each lane the tested column, and what the move compares and changes.</summary>
    private const int StepLength = 5 * Lanes;

    private readonly int _columns;
    private readonly AlignedArray<byte>[] _groups;

    /// <summary>Arranges moves in lanes.</summary>
    /// <param name="columns">The number of columns of bins, up to 256.</param>
    /// <param name="trees">The moves of each tree, each before its descendants.</param>
    public RowScorer(int columns, RowMove[][] trees)
    {
        _columns = columns;
        _groups = [.. trees.Chunk(Lanes).Select(Steps)];
    }

    /// <summary>The number of bytes for a row's bins: whole vectors, at least one.</summary>
    public int BinsLength => (_columns / Half + 1) * Half;

    /// <summary>The number of bytes for all leaf numbers.</summary>
    public int NumbersLength => _groups.Length * Lanes;

    /// <summary>Finds the row's leaf in every tree.</summary>
    /// <param name="bins">The row's bins, <see cref="BinsLength"/> bytes.</param>
    /// <param name="numbers">Receives the leaf numbers, one per tree.</param>
    public void Find(ReadOnlySpan<byte> bins, Span<byte> numbers)
    {
        foreach (ref readonly var steps in _groups.AsSpan())
        {
            var (low, high) = _columns <= Half ? MoveByShuffling(bins, in steps) : Move(bins, in steps);
            low.CopyTo(numbers);
            high.CopyTo(numbers[Half..]);
            numbers = numbers[Lanes..];
        }
    }

    /// <summary>Sends a row with few columns through a group of trees: all of its bins fit one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (Vector256<byte> Low, Vector256<byte> High) MoveByShuffling(ReadOnlySpan<byte> bins, in AlignedArray<byte> steps)
    {
        var all = Vector256.Create(bins);
        var (low, high) = (Vector256<byte>.Zero, Vector256<byte>.Zero);
        ref var step = ref steps.First;
        for (nuint at = 0; at < (nuint)steps.Length; at += StepLength)
        {
            low = Moved(low, Vector256.ShuffleNative(all, Vector256.LoadUnsafe(ref step, at)), ref step, at);
            high = Moved(high, Vector256.ShuffleNative(all, Vector256.LoadUnsafe(ref step, at + Half)), ref step, at + Half);
        }

        return (low, high);
    }

    /// <summary>Sends a row of any number of columns through a group of trees.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (Vector256<byte> Low, Vector256<byte> High) Move(ReadOnlySpan<byte> bins, in AlignedArray<byte> steps)
    {
        var (low, high) = (Vector256<byte>.Zero, Vector256<byte>.Zero);
        ref var first = ref MemoryMarshal.GetReference(bins);
        ref var step = ref steps.First;
        for (nuint at = 0; at < (nuint)steps.Length; at += StepLength)
        {
            low = Moved(low, Asked(ref first, Vector256.LoadUnsafe(ref step, at)), ref step, at);
            high = Moved(high, Asked(ref first, Vector256.LoadUnsafe(ref step, at + Half)), ref step, at + Half);
        }

        return (low, high);
    }

    /// <summary>Returns the bins in some columns, from one vector of bins after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<byte> Asked(ref byte bins, Vector256<byte> columns)
    {
        var asked = Vector256<byte>.Zero;
        for (nuint at = 0; at < (nuint)_columns; at += Half)
        {
            // Columns of other vectors are out of range, which gives 0.
            asked |= Vector256.Shuffle(Vector256.LoadUnsafe(ref bins, at), columns - Vector256.Create((byte)at));
        }

        return asked;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Moved(Vector256<byte> number, Vector256<byte> asked, ref byte step, nuint at)
    {
        var goesRight = Vector256.GreaterThan(
            asked - Vector256.LoadUnsafe(ref step, at + Lanes), Vector256.LoadUnsafe(ref step, at + 2 * Lanes));
        var isHere = Vector256.Equals(number, Vector256.LoadUnsafe(ref step, at + 3 * Lanes));
        return number + (isHere & (goesRight & Vector256.LoadUnsafe(ref step, at + 4 * Lanes)));
    }

    private static AlignedArray<byte> Steps(RowMove[][] trees)
    {
        var steps = new byte[trees.Max(moves => moves.Length) * StepLength];
        for (var lane = 0; lane < trees.Length; lane++)
        {
            for (var step = 0; step < trees[lane].Length; step++)
            {
                trees[lane][step].WriteTo(steps.AsSpan(step * StepLength + lane), Lanes);
            }
        }

        // A tree with fewer splits than its neighbours is padded with moves that change nothing.
        return new(steps);
    }
}
