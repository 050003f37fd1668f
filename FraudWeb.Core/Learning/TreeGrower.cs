using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>Grows one tree after another, leaf-wise: the leaf whose split has the highest gain is split next (Shi 2007; LightGBM,
/// Ke et al. 2017). Of two new leaves, the smaller one's histograms are summed; the larger one's are the parent's minus these.</summary>
internal sealed class TreeGrower
{
    /// <summary>Below this number of columns, a second search thread costs more than it saves.</summary>
    private const int ParallelSearches = 32;

    private readonly BinnedData _data;
    private readonly TreeLimits _limits;
    private readonly int[] _monotone;
    private readonly Histograms _histograms;
    private readonly RowPartition _rows;
    private readonly long[] _ones;
    private readonly byte[] _goesLeft = new byte[FeatureBins.Limit];
    private readonly Split[] _splits;
    private readonly ParallelOptions _parallel;

    /// <summary>Allocates memory for trees on some data.</summary>
    /// <param name="data">The data in bins.</param>
    /// <param name="limits">The limits of all trees.</param>
    /// <param name="monotone">One sign per field.</param>
    /// <param name="parallel">The thread limit.</param>
    public TreeGrower(BinnedData data, TreeLimits limits, int[] monotone, ParallelOptions parallel)
    {
        _data = data;
        _limits = limits;
        _monotone = monotone;
        _parallel = parallel;
        _histograms = new(data, parallel);
        _rows = new(data.Rows, parallel);
        _splits = new Split[2 * data.Features.Length];
        _ones = limits.MinLeaf > 1 ? [.. Enumerable.Repeat(1L, data.Rows)] : [];
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="packed">Gradient and hessian of each row of the data.</param>
    /// <param name="scale">Their units.</param>
    /// <param name="rows">The rows to grow on, ascending.</param>
    /// <param name="columns">The columns that may be used; reordered if each split draws its own.</param>
    /// <param name="importance">Receives the gain of each split, added to its field.</param>
    /// <param name="random">Draws the columns of each split.</param>
    /// <returns>The root and all leaves.</returns>
    public (GrowingNode Root, List<GrowingNode> Leaves) Grow(long[] packed, PackedScale scale, ReadOnlySpan<int> rows,
        int[] columns, double[] importance, ref SeededRandom random)
    {
        var root = new GrowingNode { Rows = _rows.Start(rows) };
        var leaves = new List<GrowingNode> { root };
        var open = new PriorityQueue<GrowingNode, (double, int)>();
        Measure(root, packed);
        root.Sum = root.Sums is null ? Total(rows, packed) : Total(Histograms.Of(root.Sums, column: 0));
        Search([root], packed, scale, columns, ref random);
        Enqueue(root);
        while (leaves.Count < _limits.Leaves && open.TryDequeue(out var best, out _))
        {
            importance[_data.Features[best.Split.Column].Field] += best.Split.Gain;
            Divide(best, scale);
            var (left, right) = (best.Left!, best.Right!);
            (left.Number, right.Number) = (best.Number, leaves.Count);
            leaves[left.Number] = left;
            leaves.Add(right);
            if (leaves.Count < _limits.Leaves && left.Depth < TreeEnsemble.MaxDepth)
            {
                MeasureBelow(best, packed);
                Search([left, right], packed, scale, columns, ref random);
                Enqueue(left);
                Enqueue(right);
            }

            Release(best);
        }

        leaves.ForEach(Release);
        return (root, leaves);

        // On equal gains the older leaf comes first, so that the order is the same everywhere.
        void Enqueue(GrowingNode leaf)
        {
            if (leaf.Split.Gain > 0)
            {
                open.Enqueue(leaf, (-leaf.Split.Gain, leaf.Number));
            }
            else
            {
                Release(leaf);
            }
        }
    }

    /// <summary>Returns the positions of the rows that a leaf was grown on.</summary>
    public ReadOnlySpan<int> RowsOf(GrowingNode leaf) => _rows[leaf.Rows].Span;

    private static long Total(ReadOnlySpan<int> rows, long[] packed)
    {
        var total = 0L;
        foreach (var row in rows)
        {
            total += packed[row];
        }

        return total;
    }

    private static long Total(ReadOnlySpan<long> sums)
    {
        var total = 0L;
        foreach (var sum in sums)
        {
            total += sum;
        }

        return total;
    }

    private void Measure(GrowingNode node, long[] packed)
    {
        if (_limits.ColumnsPerSplit == 0)
        {
            node.Sums = _histograms.Build(_rows[node.Rows], packed);
            node.Counts = _ones.Length > 0 ? _histograms.Build(_rows[node.Rows], _ones) : null;
        }
    }

    private void MeasureBelow(GrowingNode parent, long[] packed)
    {
        var (smaller, larger) = (parent.Left!, parent.Right!);
        if (smaller.Rows.Count > larger.Rows.Count)
        {
            (smaller, larger) = (larger, smaller);
        }

        Measure(smaller, packed);
        (larger.Sums, parent.Sums) = (parent.Sums, null);
        (larger.Counts, parent.Counts) = (parent.Counts, null);
        if (larger.Sums is not null)
        {
            Histograms.Subtract(larger.Sums, smaller.Sums!);
        }

        if (larger.Counts is not null)
        {
            Histograms.Subtract(larger.Counts, smaller.Counts!);
        }
    }

    private void Release(GrowingNode node)
    {
        if (node.Sums is not null)
        {
            _histograms.Return(node.Sums);
        }

        if (node.Counts is not null)
        {
            _histograms.Return(node.Counts);
        }

        (node.Sums, node.Counts) = (null, null);
    }

    private void Search(GrowingNode[] nodes, long[] packed, PackedScale scale, int[] columns, ref SeededRandom random)
    {
        if (_limits.ColumnsPerSplit > 0)
        {
            foreach (var node in nodes)
            {
                SearchDrawn(node, packed, scale, columns, ref random);
            }

            return;
        }

        var searches = nodes.Length * columns.Length;
        void SearchOne(int i)
        {
            var (node, column) = (nodes[i / columns.Length], columns[i % columns.Length]);
            var counts = node.Counts is null ? default : Histograms.Of(node.Counts, column);
            _splits[i] = SearchOf(node, scale)
                .Best(column, _data.Features[column], Histograms.Of(node.Sums!, column), counts, Monotone(column));
        }

        if (searches < ParallelSearches)
        {
            for (var i = 0; i < searches; i++)
            {
                SearchOne(i);
            }
        }
        else
        {
            Parallel.For(0, searches, _parallel, SearchOne);
        }

        for (var i = 0; i < searches; i++)
        {
            Consider(nodes[i / columns.Length], _splits[i]);
        }
    }

    /// <summary>Searches columns in random order until enough were seen and one of them has a split (Breiman 2001).</summary>
    private void SearchDrawn(GrowingNode node, long[] packed, PackedScale scale, int[] columns, ref SeededRandom random)
    {
        Span<long> sums = stackalloc long[FeatureBins.Limit];
        var rows = RowsOf(node);
        var search = SearchOf(node, scale);
        for (var i = 0; i < columns.Length && (i < _limits.ColumnsPerSplit || node.Split.Gain <= 0); i++)
        {
            var drawn = i + random.Below(columns.Length - i);
            (columns[i], columns[drawn]) = (columns[drawn], columns[i]);
            var column = columns[i];
            Histograms.Build(rows, _data.Columns[column], packed, sums);
            Consider(node, search.Best(column, _data.Features[column], sums, default, Monotone(column)));
        }
    }

    private SplitSearch SearchOf(GrowingNode node, PackedScale scale) => new(_limits, scale, node.Sum, node.Rows.Count, node.Range);

    private int Monotone(int column) => _monotone[_data.Features[column].Field];

    private static void Consider(GrowingNode node, Split split)
    {
        if (split.Gain > node.Split.Gain)
        {
            node.Split = split;
        }
    }

    private void Divide(GrowingNode node, PackedScale scale)
    {
        var split = node.Split;
        var column = _data.Columns[split.Column];
        var goesLeft = _goesLeft;
        for (var bin = 0; bin < goesLeft.Length; bin++)
        {
            goesLeft[bin] = split.Left.Contains(bin) ? (byte)1 : (byte)0;
        }

        var (left, right) = _rows.Divide(node.Rows, column, goesLeft);
        if (!split.SawMissing && left.Count >= right.Count)
        {
            // No row shows where a missing value belongs, so it goes with the majority.
            goesLeft[0] = 1;
            var set = split.Left;
            set.Add(0);
            node.Split = split with { Left = set };
        }

        var (leftRange, rightRange) = RangesBelow(node, scale);
        node.Left = new()
        {
            Rows = left,
            Sum = split.LeftSum,
            Range = leftRange,
            Depth = node.Depth + 1,
        };
        node.Right = new()
        {
            Rows = right,
            Sum = node.Sum - split.LeftSum,
            Range = rightRange,
            Depth = node.Depth + 1,
        };
    }

    /// <summary>Returns the ranges below a split. Below a monotone split, no leaf on one side may pass the middle between the two sides'
    /// values, at any depth. LightGBM calls this the basic method; XGBoost does the same.</summary>
    private (ValueRange Left, ValueRange Right) RangesBelow(GrowingNode node, PackedScale scale)
    {
        var sign = node.Split.Monotone;
        if (sign == 0)
        {
            return (node.Range, node.Range);
        }

        var middle = (Value(node.Split.LeftSum) + Value(node.Sum - node.Split.LeftSum)) / 2;
        var (below, above) = (node.Range with { High = middle }, node.Range with { Low = middle });
        return sign > 0 ? (below, above) : (above, below);

        double Value(long sum) => node.Range.Clamp(-scale.Gradient(sum) / (scale.Hessian(sum) + _limits.L2));
    }
}
