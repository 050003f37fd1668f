using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>Gradient boosting in progress (Friedman 2001): each step adds a tree that lowers the log loss of the training rows.</summary>
internal sealed class BoostingRun
{
    /// <summary>The maximum contribution of a single tree, in log-odds before the learning rate. In a leaf with almost no weight, a Newton
    /// step would be unbounded.</summary>
    private const double MaxValue = 5;

    /// <summary>The rows per block. Each block is summed separately, so that sums don't depend on threads; a multiple of a
    /// vector.</summary>
    private const int BlockRows = 4096;

    /// <summary>The maximum number of blocks; each has its own sums for all leaves.</summary>
    private const int MaxBlocks = 64;

    /// <summary>The partial sums per leaf: most rows are in one leaf, and an addition has to wait for the previous one on the same
    /// sum.</summary>
    private const int SumsPerLeaf = 4;

    private const int Lanes = 8;

    private readonly BinnedData _data;
    private readonly TrainingOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly TreeGrower _grower;
    private readonly int[] _rows;
    private readonly float[] _scores;
    private readonly float[] _pulls;
    private readonly float[] _watched;
    private readonly float[] _gradients;
    private readonly float[] _hessians;
    private readonly long[] _packed;
    private readonly ushort[] _leafOf;
    private readonly int[] _drawn;
    private readonly int _blockRows;
    private readonly double _start;
    private readonly List<(TreeNode Tree, double[] Gains)> _trees = [];
    private PackedScale _scale;

    /// <summary>Starts from the share of fraud.</summary>
    /// <param name="data">The data in bins.</param>
    /// <param name="options">The options, with all defaults resolved.</param>
    /// <param name="monotone">One sign per field.</param>
    /// <param name="rows">The training rows, ascending.</param>
    /// <param name="watching">Rows to track the scores of, ascending; disjoint from the training rows.</param>
    /// <param name="parallel">The thread limit.</param>
    public BoostingRun(BinnedData data, TrainingOptions options, int[] monotone, int[] rows, int[] watching, ParallelOptions parallel)
    {
        _data = data;
        _options = options;
        _parallel = parallel;
        _rows = rows;
        var limits = new TreeLimits(options.Leaves!.Value, options.MinLeaf!.Value, options.MinLeafWeight!.Value, options.L2!.Value);
        _grower = new(data, limits, monotone, parallel);
        var room = (data.Rows + Lanes - 1) / Lanes * Lanes;
        _scores = new float[room];
        _pulls = new float[room];
        _watched = new float[room];
        _gradients = new float[room];
        _hessians = new float[room];
        _packed = new long[room];
        _drawn = new int[options.RowSampling < 1 ? room : 0];
        _blockRows = (room / MaxBlocks / BlockRows + 1) * BlockRows;
        _leafOf = new ushort[data.Rows];

        var (frauds, legitimate) = (0.0, 0.0);
        foreach (var row in rows)
        {
            _pulls[row] = data.Labels[row] != 0 ? -(float)options.ClassWeight!.Value : 1;
            frauds += data.Labels[row] * options.ClassWeight!.Value;
            legitimate += 1 - data.Labels[row];
        }

        foreach (var row in watching)
        {
            _watched[row] = data.Labels[row] != 0 ? -1 : 1;
        }

        _start = Math.Log(frauds / legitimate);
        Array.Fill(_scores, (float)_start);
        Differentiate();
    }

    /// <summary>The scores of all rows of the data; current for training rows and watched rows.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    /// <summary>The sum of the log loss over the watched rows, in nats.</summary>
    public double WatchedLoss { get; private set; }

    /// <summary>The score before the first tree, in log-odds.</summary>
    public double Start => _start;

    /// <summary>The trees so far, each with the gains of its splits, one number per field.</summary>
    public IReadOnlyList<(TreeNode Tree, double[] Gains)> Trees => _trees;

    /// <summary>Adds a tree.</summary>
    public void Step()
    {
        var random = SeededRandom.For(_options.Seed, _trees.Count);
        var columns = PickColumns(ref random);
        var (rows, scale) = PickRows((uint)random.Next());
        var gains = new double[_data.FieldCount];
        var (root, leaves) = _grower.Grow(_packed, scale, rows, columns, gains, ref random);
        SetLeaves(root, leaves);
        _trees.Add((TreeNodes.Of(root, _data.Features), gains));
        float[] values = [.. leaves.Select(leaf => (float)leaf.Value)];
        EachBlock((from, count) =>
        {
            for (var row = from; row < Math.Min(from + count, _leafOf.Length); row++)
            {
                _scores[row] += values[_leafOf[row]];
            }
        });
        Differentiate();
    }

    /// <summary>Finds the leaf of every row, including rows that the tree was not grown on, and sets each leaf to the Newton step of all of
    /// its rows.</summary>
    private void SetLeaves(GrowingNode root, List<GrowingNode> leaves)
    {
        var finder = new LeafFinder(_data, root, leaves.Count);
        var sums = new (double Gradient, double Hessian, int Rows)[Blocks * SumsPerLeaf * leaves.Count];
        EachBlock((from, count) =>
        {
            var found = _leafOf.AsSpan(from, Math.Min(count, _leafOf.Length - from));
            finder.Find(from, found);
            var own = sums.AsSpan(from / _blockRows * SumsPerLeaf * leaves.Count, SumsPerLeaf * leaves.Count);
            for (var i = 0; i < found.Length; i++)
            {
                ref var sum = ref own[found[i] * SumsPerLeaf + i % SumsPerLeaf];
                sum.Gradient += _gradients[from + i];
                sum.Hessian += _hessians[from + i];
                sum.Rows++;
            }
        });
        for (var i = 0; i < leaves.Count; i++)
        {
            var (gradient, hessian, rows) = (0.0, 0.0, 0);
            for (var block = 0; block < Blocks; block++)
            {
                foreach (var sum in sums.AsSpan((block * leaves.Count + i) * SumsPerLeaf, SumsPerLeaf))
                {
                    (gradient, hessian, rows) = (gradient + sum.Gradient, hessian + sum.Hessian, rows + sum.Rows);
                }
            }

            var value = leaves[i].Range.Clamp(-gradient / (hessian + _options.L2!.Value));
            leaves[i].Value = _options.LearningRate!.Value * Math.Clamp(value, -MaxValue, MaxValue);
            leaves[i].Cover = rows;
        }
    }

    private void Differentiate()
    {
        var sums = new (double Gradients, double Hessians, double Loss)[Blocks];
        EachBlock((from, count) => sums[from / _blockRows] = LogLossBlock.Differentiate(_scores.AsSpan(from, count),
            _pulls.AsSpan(from, count), _watched.AsSpan(from, count), _gradients.AsSpan(from, count), _hessians.AsSpan(from, count)));
        _scale = PackedScale.For(sums.Sum(block => block.Gradients), sums.Sum(block => block.Hessians));
        WatchedLoss = sums.Sum(block => block.Loss);
    }

    /// <summary>Selects the rows to grow a tree on and packs their gradients and hessians.</summary>
    private (int[] Rows, PackedScale Scale) PickRows(uint seed)
    {
        var (rows, scale, certainFrom) = _options.RowSampling < 1 ? Draw(~seed) : (_rows, _scale, 0);
        EachBlock(
            (from, count) => LogLossBlock.Pack(_gradients.AsSpan(from, count), _hessians.AsSpan(from, count), scale, certainFrom, seed,
            from, _packed.AsSpan(from, count)));
        return (rows, scale);
    }

    private (int[] Rows, PackedScale Scale, float CertainFrom) Draw(uint seed)
    {
        var share = _options.RowSampling!.Value * _rows.Length / _gradients.Length;
        var certainFrom = RowSample.CertainFrom(_gradients, _hessians, share);
        var drawn = new (int Count, double Gradients, double Hessians)[Blocks];
        EachBlock((from, count) => drawn[from / _blockRows] = RowSample.Draw(_gradients.AsSpan(from, count), _hessians.AsSpan(from, count),
            certainFrom, seed, from, _drawn.AsSpan(from, count)));
        var rows = new List<int>(drawn.Sum(block => block.Count));
        for (var block = 0; block < Blocks; block++)
        {
            rows.AddRange(_drawn.AsSpan(block * _blockRows, drawn[block].Count));
        }

        return ([.. rows], PackedScale.For(drawn.Sum(block => block.Gradients), drawn.Sum(block => block.Hessians)), certainFrom);
    }

    private int Blocks => (_scores.Length + _blockRows - 1) / _blockRows;

    private void EachBlock(Action<int, int> work) =>
        Parallel.For(0, Blocks, _parallel, block => work(block * _blockRows, Math.Min(_blockRows, _scores.Length - block * _blockRows)));

    private int[] PickColumns(ref SeededRandom random)
    {
        var columns = Enumerable.Range(0, _data.Features.Length).ToArray();
        if (_options.ColumnSampling is not (< 1 and var share))
        {
            return columns;
        }

        random.Shuffle(columns);
        columns = columns[..Math.Max(1, (int)Math.Round(columns.Length * share))];
        Array.Sort(columns);
        return columns;
    }
}
