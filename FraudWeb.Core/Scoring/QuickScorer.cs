using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FraudWeb.Core.Scoring;

/// <summary>
/// Scores trees of up to 255 leaves without walking them: a row's values become bins of one byte, and rows are moved from leaf to leaf by
/// all splits in turn, many trees at a time for one row (<see cref="RowScorer"/>) and many rows at a time for a batch
/// (<see cref="RowMove"/>). More splits are looked at than on a walk, but none has to wait for another or to be foreseen.
/// </summary>
internal sealed class QuickScorer
{
    /// <summary>Numbers of leaves are bytes.</summary>
    private const int MaxLeaves = 255;

    /// <summary>Rows of a batch that are moved together: their bins and numbers stay in the nearest cache.</summary>
    public const int BatchRows = 256;

    /// <summary>From so many rows on a batch is quicker than one by one.</summary>
    public const int MinRows = 16;

    // Beyond these the working space would leave the stack and the moves the cache; a walk is as good then.
    private const int MaxTrees = 4096;
    private const int MaxColumns = 256;

    private readonly BinColumns _columns;
    private readonly RowMove[][] _moves;
    private readonly RowScorer _one;
    private readonly double[] _leaves;
    private readonly nint _stride;
    private readonly int _width;

    private QuickScorer(int width, double[][] leaves, BinColumns columns, List<Question> questions)
    {
        _width = width;
        _columns = columns;
        var moves = questions.ToLookup(ask => ask.Tree, columns.MoveOf);
        _moves = [.. leaves.Select((_, tree) => moves[tree].ToArray())];
        _one = new(columns.Count, _moves);
        _stride = leaves.Max(tree => tree.Length);
        _leaves = new double[_stride * leaves.Length];
        for (var tree = 0; tree < leaves.Length; tree++)
        {
            leaves[tree].CopyTo(_leaves, (int)(tree * _stride));
        }
    }

    /// <summary>Bytes of working space that a batch needs.</summary>
    public int WorkLength => (_columns.Count + _moves.Length) * BatchRows;

    /// <summary>Whether trees and leaves are few enough.</summary>
    /// <param name="leaves">The leaf values of every tree.</param>
    public static bool Takes(double[][] leaves) => leaves.Length is > 0 and <= MaxTrees && leaves.All(tree => tree.Length <= MaxLeaves);

    /// <summary>Prepares the moves; null when there are too many thresholds for them.</summary>
    /// <param name="width">Values in a row.</param>
    /// <param name="leaves">The leaf values of every tree, from left to right; as <see cref="Takes"/> allows.</param>
    /// <param name="questions">All splits, each before those below it.</param>
    public static QuickScorer? Of(int width, double[][] leaves, List<Question> questions) =>
        BinColumns.Of(questions) is { Count: <= MaxColumns } columns ? new(width, leaves, columns, questions) : null;

    /// <summary>The sum of a row's leaves: every fourth tree to one of four sums, in the order of the trees, as in
    /// <see cref="TreeEnsemble"/>.</summary>
    [SkipLocalsInit]
    public double Sum(ReadOnlySpan<float> row)
    {
        Span<byte> bins = stackalloc byte[Math.Max(RowScorer.Lanes, _columns.Count)];
        Span<byte> numbers = stackalloc byte[_one.NumbersLength];
        _columns.Fill(row, _width, bins, stride: 1);
        _one.Find(bins, numbers);
        return Sum(ref numbers[0], 1);
    }

    /// <summary>The sums of up to <see cref="BatchRows"/> rows, the same bits as one by one.</summary>
    /// <param name="rows">Row after row.</param>
    /// <param name="sums">One a row.</param>
    /// <param name="work">Room of <see cref="WorkLength"/> to work in.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum(ReadOnlySpan<float> rows, Span<double> sums, Span<byte> work)
    {
        var bins = work[..(_columns.Count * BatchRows)];
        var numbers = work[bins.Length..];
        _columns.Fill(rows, _width, bins, BatchRows);
        numbers.Clear();
        var vectors = (sums.Length + RowMove.Lanes - 1) / RowMove.Lanes * RowMove.Lanes;
        for (var tree = 0; tree < _moves.Length; tree++)
        {
            foreach (ref readonly var move in _moves[tree].AsSpan())
            {
                move.Apply(numbers.Slice(tree * BatchRows, vectors), ref bins[move.Column * BatchRows]);
            }
        }

        for (var row = 0; row < sums.Length; row++)
        {
            sums[row] = Sum(ref numbers[row], BatchRows);
        }
    }

    /// <summary>Adds up a row's leaves.</summary>
    /// <param name="numbers">The number of the first tree's leaf.</param>
    /// <param name="step">How far it is to the next tree's.</param>
    private double Sum(ref byte numbers, nint step)
    {
        ref var leaves = ref MemoryMarshal.GetArrayDataReference(_leaves);
        var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0);
        var (at, left) = ((Leaf: (nint)0, Number: (nint)0), _moves.Length);
        for (; left >= 4; left -= 4)
        {
            a += Next(ref leaves, ref numbers, ref at, step);
            b += Next(ref leaves, ref numbers, ref at, step);
            c += Next(ref leaves, ref numbers, ref at, step);
            d += Next(ref leaves, ref numbers, ref at, step);
        }

        a += left > 0 ? Next(ref leaves, ref numbers, ref at, step) : 0;
        b += left > 1 ? Next(ref leaves, ref numbers, ref at, step) : 0;
        c += left > 2 ? Next(ref leaves, ref numbers, ref at, step) : 0;
        return a + b + (c + d);
    }

    /// <summary>The value of a tree's leaf; then goes on to the next tree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Next(ref double leaves, ref byte numbers, ref (nint Leaf, nint Number) at, nint step)
    {
        var value = Unsafe.Add(ref leaves, at.Leaf + Unsafe.Add(ref numbers, at.Number));
        at = (at.Leaf + _stride, at.Number + step);
        return value;
    }
}
