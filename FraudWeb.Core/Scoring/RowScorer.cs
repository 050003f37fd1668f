using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Scoring;

/// <summary>Finds one row's leaves without walking down trees: sends it through 64 trees at a time by their <see cref="RowMove"/>s, a tree
/// a lane: the first split of every tree, then the second, and so on. The moves of all trees fit the nearest cache and are read from end
/// to end.</summary>
internal sealed class RowScorer
{
    /// <summary>Trees side by side.</summary>
    public const int Lanes = 64;

    private const int Half = Lanes / 2;

    /// <summary>Bytes of a step: for each lane the column asked, and what the move compares and changes.</summary>
    private const int StepLength = 5 * Lanes;

    private readonly int _columns;
    private readonly AlignedArray<byte>[] _groups;

    /// <summary>Lays moves out.</summary>
    /// <param name="columns">How many columns of bins there are, up to 256.</param>
    /// <param name="trees">The moves of every tree, each before those below it.</param>
    public RowScorer(int columns, RowMove[][] trees)
    {
        _columns = columns;
        _groups = [.. trees.Chunk(Lanes).Select(Steps)];
    }

    /// <summary>How many bytes the numbers of all leaves take.</summary>
    public int NumbersLength => _groups.Length * Lanes;

    /// <summary>Finds the row's leaf in every tree.</summary>
    /// <param name="bins">The row's bins, <see cref="Lanes"/> of them at least.</param>
    /// <param name="numbers">Takes the numbers of the leaves, one a tree.</param>
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

    /// <summary>Sends a row of few columns through a group of trees: all of its bins fit one vector.</summary>
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
    private static (Vector256<byte> Low, Vector256<byte> High) Move(ReadOnlySpan<byte> bins, in AlignedArray<byte> steps)
    {
        Span<byte> asked = stackalloc byte[Lanes];
        var (low, high) = (Vector256<byte>.Zero, Vector256<byte>.Zero);
        ref var step = ref steps.First;
        for (nuint at = 0; at < (nuint)steps.Length; at += StepLength)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                asked[lane] = bins[Unsafe.Add(ref step, at + (nuint)lane)];
            }

            low = Moved(low, Vector256.Create<byte>(asked), ref step, at);
            high = Moved(high, Vector256.Create<byte>(asked[Half..]), ref step, at + Half);
        }

        return (low, high);
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

        // Where a tree has fewer splits than its neighbours, a change by 0 remains.
        return new(steps);
    }
}
