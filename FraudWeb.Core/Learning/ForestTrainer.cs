using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>
/// Grows a random forest (Breiman 2001): each tree on rows drawn with replacement, each split from a few randomly drawn fields. A leaf is
/// its share of fraud, and the forest's output is the mean over the trees. A linear map converts that mean to log-odds. It is fitted to
/// each row's mean over the trees that had not drawn the row, and folded into the leaves, so that the forest is a sum of trees in log-odds
/// like any other and its explanations are exact. The order of scores is that of the plain mean.
/// </summary>
internal static class ForestTrainer
{
    public static Fit Train(
        BinnedData data, TrainingOptions options, int[] monotone, ParallelOptions parallel, Action<TrainingProgress> report)
    {
        var (rows, trees) = (data.Rows, options.Trees!.Value);
        var columns = data.Features.Length;
        var perSplit = Math.Max(1, (int)Math.Round(columns * (options.ColumnSampling ?? 1 / Math.Sqrt(columns))));
        var limits = new TreeLimits(options.Leaves!.Value, MinLeaf: 1, MinLeafWeight: options.MinLeaf!.Value, L2: 0, perSplit);
        var importance = new double[data.FieldCount];
        var grown = new List<TreeNode>(trees);
        var (sums, counts) = (new double[rows], new int[rows]);

        // As many trees at a time as there are threads. Their results are added in the order of the trees, whatever the number of threads.
        Tree[] batch = [
            .. Enumerable.Range(0, Math.Min(trees, parallel.MaxDegreeOfParallelism))
                .Select(_ => new Tree(data, limits, options, monotone))];
        for (var from = 0; from < trees; from += batch.Length)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(batch.Length, trees - from);
            Parallel.For(0, count, parallel, i => batch[i].Grow(from + i));
            foreach (var tree in batch.AsSpan(0, count))
            {
                grown.Add(TreeNodes.Of(tree.Root, data.Features));
                tree.AddUnseen(sums, counts);
                for (var i = 0; i < importance.Length; i++)
                {
                    importance[i] += tree.Importance[i];
                }
            }

            report(new("Growing trees", from + count, trees));
        }

        int[] unseen = [.. Enumerable.Range(0, rows).Where(row => counts[row] > 0)];
        var map = PlattScaling.Fit([.. unseen.Select(row => sums[row] / counts[row])], [.. unseen.Select(row => data.Labels[row])]);
        var scaled = grown.Select(tree => TreeNodes.Scale(tree, map.Slope / trees)).ToList();
        return new(TreeEnsemble.Of(data.FieldCount, map.Intercept, scaled, importance), Calibration.None, trees);
    }

    /// <summary>Grows one tree at a time and reuses its memory for the next one.</summary>
    private sealed class Tree(BinnedData data, TreeLimits limits, TrainingOptions options, int[] monotone)
    {
        private readonly TreeGrower _grower = new(data, limits, monotone, new() { MaxDegreeOfParallelism = 1 });
        private readonly long[] _packed = new long[data.Rows];
        private readonly int[] _drawn = new int[data.Rows];
        private readonly ushort[] _leafOf = new ushort[data.Rows];
        private List<GrowingNode> _leaves = [];
        private int[] _unseen = [];

        public GrowingNode Root { get; private set; } = new();

        public double[] Importance { get; } = new double[data.FieldCount];

        public void Grow(int number)
        {
            var random = SeededRandom.For(options.Seed, number);
            Array.Clear(_drawn);
            for (var i = Math.Max(1, (int)Math.Round(data.Rows * options.RowSampling!.Value)); i > 0; i--)
            {
                _drawn[random.Below(data.Rows)]++;
            }

            // The loss is the squared error around the share of fraud, whose best split is also that of the Gini impurity.
            var (rows, unseen) = (new List<int>(), new List<int>());
            var scale = Scale();
            for (var row = 0; row < data.Rows; row++)
            {
                (_drawn[row] > 0 ? rows : unseen).Add(row);
                _packed[row] = scale.Pack(-data.Labels[row] * Weight(row), Weight(row));
            }

            Array.Clear(Importance);
            int[] columns = [.. Enumerable.Range(0, data.Features.Length)];
            _unseen = [.. unseen];
            (Root, _leaves) = _grower.Grow(_packed, scale, [.. rows], columns, Importance, ref random);
            foreach (var leaf in _leaves)
            {
                leaf.Value = leaf.Range.Clamp(-scale.Gradient(leaf.Sum) / scale.Hessian(leaf.Sum));
                leaf.Cover = leaf.Rows.Count;
            }

            new LeafFinder(data, Root, _leaves.Count).Find(0, _leafOf);
        }

        /// <summary>Adds the tree's output for the rows that it has not seen.</summary>
        public void AddUnseen(double[] sums, int[] counts)
        {
            foreach (var row in _unseen)
            {
                sums[row] += _leaves[_leafOf[row]].Value;
                counts[row]++;
            }
        }

        private double Weight(int row) => _drawn[row] * (data.Labels[row] != 0 ? options.ClassWeight!.Value : 1);

        /// <summary>Draws are counted exactly as integers, as long as the class weight is 1.</summary>
        private PackedScale Scale()
        {
            if (options.ClassWeight == 1)
            {
                return new(1, 1);
            }

            var (frauds, all) = (0.0, 0.0);
            for (var row = 0; row < data.Rows; row++)
            {
                frauds += data.Labels[row] * Weight(row);
                all += Weight(row);
            }

            return PackedScale.For(frauds, all);
        }
    }
}
