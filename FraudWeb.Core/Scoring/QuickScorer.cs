using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FraudWeb.Core.Scoring;

/// <summary>
/// Scores trees of up to 255 leaves without walking them. A row's values become bins of one byte, and all splits in turn move rows from
/// leaf to leaf: many trees at a time for one row (<see cref="RowScorer"/>), and many rows at a time for a batch (<see cref="RowMove"/>).
/// This evaluates more splits than a walk, but none depends on another and none needs branch prediction.
/// </summary>
internal sealed class QuickScorer
{
    /// <summary>Leaf numbers are bytes.</summary>
    private const int MaxLeaves = 255;

    /// <summary>The rows of a batch that are moved together: their bins and leaf numbers fit the level 1 cache.</summary>
    public const int BatchRows = 256;

    /// <summary>The number of rows from which on a batch is faster than one by one.</summary>
    public const int MinRows = 16;

    // Beyond this the working space would not fit the stack, nor the moves the cache; a walk is as fast then.
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

    /// <summary>The size of the working space for a batch, in bytes.</summary>
    public int WorkLength => (_columns.Count + _moves.Length) * BatchRows;

    /// <summary>Returns whether trees and leaves are few enough.</summary>
    /// <param name="leaves">The leaf values of each tree.</param>
    public static bool Takes(double[][] leaves) => leaves.Length is > 0 and <= MaxTrees && leaves.All(tree => tree.Length <= MaxLeaves);

    /// <summary>Prepares the moves; null if there are too many columns of bins.</summary>
    /// <param name="width">The number of values per row.</param>
    /// <param name="leaves">The leaf values of each tree, from left to right; <see cref="Takes"/> must accept them.</param>
    /// <param name="questions">All splits, each before its descendants.</param>
    public static QuickScorer? Of(int width, double[][] leaves, List<Question> questions) =>
        new BinColumns(questions) is { Count: <= MaxColumns } columns ? new(width, leaves, columns, questions) : null;

    /// <summary>Returns the sum of a row's leaves: every fourth tree adds to one of four sums, in the order of the trees, as in
    /// <see cref="TreeEnsemble"/>.</summary>
    [SkipLocalsInit]
    public double Sum(ReadOnlySpan<float> row)
    {
        Span<byte> bins = stackalloc byte[_one.BinsLength];
        Span<byte> numbers = stackalloc byte[_one.NumbersLength];
        _columns.Fill(row, _width, bins, stride: 1);
        _one.Find(bins, numbers);
        return Sum(ref numbers[0], 1);
    }

    /// <summary>Computes the sums of up to <see cref="BatchRows"/> rows, with the same bits as one by one.</summary>
    /// <param name="rows">The rows, one after another.</param>
    /// <param name="sums">One sum per row.</param>
    /// <param name="work">Working space of <see cref="WorkLength"/> bytes.</param>
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
    /// <param name="numbers">The leaf number in the first tree.</param>
    /// <param name="step">The distance to the number in the next tree.</param>
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

    /// <summary>Returns the value of a tree's leaf and moves on to the next tree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Next(ref double leaves, ref byte numbers, ref (nint Leaf, nint Number) at, nint step)
    {
        var value = Unsafe.Add(ref leaves, at.Leaf + Unsafe.Add(ref numbers, at.Number));
        at = (at.Leaf + _stride, at.Number + step);
        return value;
    }
}
