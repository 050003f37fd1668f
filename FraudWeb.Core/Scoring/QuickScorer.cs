using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Scoring;

/// <summary>
/// Scores trees of up to 32 leaves without walking them, in the manner of QuickScorer (Lucchese et al. 2015). A row that goes right at a
/// split can't reach the leaves on the split's left; take these away for all splits of a tree, and the first leaf that stays in reach is
/// the row's. What a feature's value takes away is known beforehand for every interval between two thresholds, so a row is scored by
/// finding the interval of each feature and intersecting what these leave in reach, eight trees in a vector. No branch has to be
/// foreseen and hardly a step waits for the one before it. As a few trees use few of the thresholds of all, each block of sixteen has
/// a small table of its own with the distinct lines only, and an interval says for each block which line holds.
/// </summary>
internal sealed class QuickScorer
{
    /// <summary>One bit a leaf, one word a tree.</summary>
    public const int MaxLeaves = 32;

    /// <summary>Trees in a vector.</summary>
    private const int Lanes = 8;

    /// <summary>Trees in a block: a line of its table is one line of cache.</summary>
    private const int BlockTrees = 2 * Lanes;

    // Beyond these the tables would leave the cache, or the working space the stack; a walk is as good then.
    private const int MaxTrees = 4096;
    private const int MaxFeatures = 4096;
    private const long MaxLines = 1 << 22;

    /// <summary>A place in a block's table is two bytes.</summary>
    private const int MaxBlockLines = (ushort.MaxValue + 1) / BlockTrees;

    private readonly IntervalSearch[] _searches;
    private readonly float[] _searched;
    private readonly ushort[] _lines;
    private readonly int _blocks;
    private readonly uint[] _tables;
    private readonly int[] _tableStarts;
    private readonly double[] _leaves;
    private readonly int _trees;
    private readonly bool _fits = true;

    private QuickScorer(double[][] leaves, QuickFeature[] features, List<Question> questions)
    {
        _trees = leaves.Length;
        _leaves = new double[_trees * MaxLeaves];
        for (var tree = 0; tree < _trees; tree++)
        {
            leaves[tree].CopyTo(_leaves, tree * MaxLeaves);
        }

        _blocks = (_trees + BlockTrees - 1) / BlockTrees;
        var (searched, lines) = (new List<float>(), 0);
        _searches = new IntervalSearch[features.Length];
        for (var i = 0; i < features.Length; i++)
        {
            _searches[i] = features[i].Search(searched, lines);
            lines += features[i].Intervals * _blocks;
        }

        _searched = [.. searched];
        _lines = new ushort[lines];
        _tableStarts = new int[_blocks];
        var tables = new List<uint>();
        for (var block = 0; block < _blocks; block++)
        {
            _tableStarts[block] = tables.Count;
            _fits &= TryFillBlock(block, features, tables);
        }

        _tables = [.. tables];
        Batch = BatchScorer.Of(features, questions, _trees, _leaves);
    }

    /// <summary>Scores many rows at a time; null when it can't.</summary>
    public BatchScorer? Batch { get; }

    /// <summary>Prepares the tables; null when the trees are too many for them.</summary>
    /// <param name="leaves">The leaf values of every tree, from left to right; no tree has more than <see cref="MaxLeaves"/>.</param>
    /// <param name="questions">All splits, each before those below it. About one feature all ask for thresholds or all for categories.</param>
    public static QuickScorer? Of(double[][] leaves, List<Question> questions)
    {
        QuickFeature[] features = [.. questions.GroupBy(ask => ask.Feature).OrderBy(group => group.Key).Select(group => new QuickFeature([.. group]))];
        var lines = features.Sum(feature => (long)feature.Intervals) * (leaves.Length / BlockTrees + 2);
        if (leaves.Length > MaxTrees || features.Length > MaxFeatures || lines > MaxLines || !features.All(feature => feature.IsSearchable))
        {
            return null;
        }

        var scorer = new QuickScorer(leaves, features, questions);
        return scorer._fits ? scorer : null;
    }

    /// <summary>The sum of the row's leaves: every fourth tree to one of four sums, in the order of the trees, as in
    /// <see cref="TreeEnsemble"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public double Sum(ReadOnlySpan<float> row)
    {
        ref var searched = ref MemoryMarshal.GetArrayDataReference(_searched);
        Span<int> starts = stackalloc int[_searches.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            ref readonly var search = ref _searches[i];
            starts[i] = search.LinesStart + search.Of(row[search.Position], ref searched) * _blocks;
        }

        Span<uint> reach = stackalloc uint[_blocks * BlockTrees];
        ref var lines = ref MemoryMarshal.GetArrayDataReference(_lines);
        ref var tables = ref MemoryMarshal.GetArrayDataReference(_tables);
        for (var block = 0; block < _blocks; block++)
        {
            ref var table = ref Unsafe.Add(ref tables, _tableStarts[block]);
            if (Vector512.IsHardwareAccelerated)
            {
                var all = Vector512<uint>.AllBitsSet;
                foreach (var start in starts)
                {
                    all &= Vector512.LoadUnsafe(ref Unsafe.Add(ref table, (nint)Unsafe.Add(ref lines, start + block)));
                }

                all.CopyTo(reach[(block * BlockTrees)..]);
                continue;
            }

            var (low, high) = (Vector256<uint>.AllBitsSet, Vector256<uint>.AllBitsSet);
            foreach (var start in starts)
            {
                ref var line = ref Unsafe.Add(ref table, (nint)Unsafe.Add(ref lines, start + block));
                low &= Vector256.LoadUnsafe(ref line);
                high &= Vector256.LoadUnsafe(ref line, Lanes);
            }

            low.CopyTo(reach[(block * BlockTrees)..]);
            high.CopyTo(reach[(block * BlockTrees + Lanes)..]);
        }

        return Sum(reach);
    }

    private double Sum(ReadOnlySpan<uint> reach)
    {
        ref var words = ref MemoryMarshal.GetReference(reach);
        ref var leaves = ref MemoryMarshal.GetArrayDataReference(_leaves);
        var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0);
        var tree = 0;
        for (; tree + 4 <= _trees; tree += 4)
        {
            a += First(ref leaves, tree, Unsafe.Add(ref words, tree));
            b += First(ref leaves, tree + 1, Unsafe.Add(ref words, tree + 1));
            c += First(ref leaves, tree + 2, Unsafe.Add(ref words, tree + 2));
            d += First(ref leaves, tree + 3, Unsafe.Add(ref words, tree + 3));
        }

        a += tree < _trees ? First(ref leaves, tree, reach[tree]) : 0;
        b += tree + 1 < _trees ? First(ref leaves, tree + 1, reach[tree + 1]) : 0;
        c += tree + 2 < _trees ? First(ref leaves, tree + 2, reach[tree + 2]) : 0;
        return a + b + (c + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double First(ref double leaves, int tree, uint reach) =>
        Unsafe.Add(ref leaves, tree * MaxLeaves + BitOperations.TrailingZeroCount(reach));

    /// <summary>Writes a block's table and, for every interval of every feature, the place of its line there.</summary>
    /// <returns>Whether the table is small enough for the places.</returns>
    private bool TryFillBlock(int block, QuickFeature[] features, List<uint> tables)
    {
        var places = new Dictionary<(Vector256<uint> Low, Vector256<uint> High), ushort>();
        var at = block;
        foreach (var feature in features)
        {
            var asked = feature.AskedBy(tree => tree / BlockTrees == block);
            for (var interval = 0; interval < feature.Intervals; interval++, at += _blocks)
            {
                var line = (Low: Vector256<uint>.AllBitsSet, High: Vector256<uint>.AllBitsSet);
                foreach (var ask in asked.Where(ask => feature.GoesRight(ask, interval)))
                {
                    var lane = ask.Tree % Lanes;
                    ref var half = ref ask.Tree % BlockTrees < Lanes ? ref line.Low : ref line.High;
                    half = half.WithElement(lane, half[lane] & ~ask.LeavesOnLeft);
                }

                if (!places.TryGetValue(line, out var place))
                {
                    places[line] = place = (ushort)(places.Count * BlockTrees);
                    var words = new uint[BlockTrees];
                    line.Low.CopyTo(words);
                    line.High.CopyTo(words, Lanes);
                    tables.AddRange(words);
                }

                _lines[at] = place;
            }
        }

        return places.Count <= MaxBlockLines;
    }
}
