using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FraudWeb.Core.Scoring;

/// <summary>Scores many rows: turns their values into bins of one byte, whose edges are the thresholds of all trees, and sends the rows
/// through one tree after another by its <see cref="RowMove"/>s, many rows at a time.</summary>
internal sealed class BatchScorer
{
    /// <summary>Rows scored together.</summary>
    public const int Rows = 128;

    private readonly IntervalSearch[] _searches;
    private readonly float[] _searched;
    private readonly RowMove[][] _moves;
    private readonly double[] _leaves;

    private BatchScorer(QuickFeature[] features, ILookup<int, RowMove> moves, int trees, double[] leaves)
    {
        // A value's bin is its interval and one; a missing value's is 0.
        var searched = new List<float>();
        _searches = [.. features.Select(feature => feature.Search(searched, 0) with { Missing = -1 })];
        _searched = [.. searched];
        _moves = [.. Enumerable.Range(0, trees).Select(tree => moves[tree].ToArray())];
        _leaves = leaves;
    }

    /// <summary>Prepares the moves; null when some feature has too many bins for a byte.</summary>
    /// <param name="features">The features asked.</param>
    /// <param name="questions">All splits, each before those below it.</param>
    /// <param name="trees">How many trees there are.</param>
    /// <param name="leaves">The leaf values of every tree, <see cref="QuickScorer.MaxLeaves"/> places a tree.</param>
    public static BatchScorer? Of(QuickFeature[] features, List<Question> questions, int trees, double[] leaves)
    {
        if (features.Any(feature => feature.Intervals > byte.MaxValue + 1))
        {
            return null;
        }

        var columns = features.Select((feature, column) => (feature.Position, column)).ToDictionary();
        var moves = questions.ToLookup(ask => ask.Tree, ask => features[columns[ask.Feature]].MoveOf(ask, columns[ask.Feature]));
        return new(features, moves, trees, leaves);
    }

    /// <summary>The sums of the rows' leaves, bit for bit as <see cref="QuickScorer.Sum"/> gives them.</summary>
    /// <param name="rows">Rows of values, one after another, <see cref="Rows"/> of them.</param>
    /// <param name="sums">One a row.</param>
    /// <param name="work">Room of <see cref="WorkLength"/> to work in.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum(ReadOnlySpan<float> rows, Span<double> sums, Span<byte> work)
    {
        var width = rows.Length / Rows;
        ref var bins = ref work[0];
        ref var searched = ref MemoryMarshal.GetArrayDataReference(_searched);
        for (var column = 0; column < _searches.Length; column++)
        {
            var search = _searches[column];
            for (var row = 0; row < Rows; row++)
            {
                Unsafe.Add(ref bins, column * Rows + row) = (byte)(search.Of(rows[row * width + search.Position], ref searched) + 1);
            }
        }

        for (var tree = 0; tree < _moves.Length; tree++)
        {
            var numbers = work.Slice((_searches.Length + tree) * Rows, Rows);
            numbers.Clear();
            foreach (ref readonly var move in _moves[tree].AsSpan())
            {
                move.Apply(numbers, ref Unsafe.Add(ref bins, move.Column * Rows));
            }
        }

        for (var row = 0; row < Rows; row++)
        {
            sums[row] = SumOf(ref Unsafe.Add(ref bins, _searches.Length * Rows + row));
        }
    }

    /// <summary>Bytes to work in.</summary>
    public int WorkLength => (_searches.Length + _moves.Length) * Rows;

    private double SumOf(ref byte numbers)
    {
        ref var leaves = ref MemoryMarshal.GetArrayDataReference(_leaves);
        var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0);
        var tree = 0;
        for (; tree + 4 <= _moves.Length; tree += 4)
        {
            a += Leaf(tree, ref leaves, ref numbers);
            b += Leaf(tree + 1, ref leaves, ref numbers);
            c += Leaf(tree + 2, ref leaves, ref numbers);
            d += Leaf(tree + 3, ref leaves, ref numbers);
        }

        a += tree < _moves.Length ? Leaf(tree, ref leaves, ref numbers) : 0;
        b += tree + 1 < _moves.Length ? Leaf(tree + 1, ref leaves, ref numbers) : 0;
        c += tree + 2 < _moves.Length ? Leaf(tree + 2, ref leaves, ref numbers) : 0;
        return a + b + (c + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Leaf(int tree, ref double leaves, ref byte numbers) =>
        Unsafe.Add(ref leaves, (nint)(tree * QuickScorer.MaxLeaves + Unsafe.Add(ref numbers, tree * Rows)));
}
