using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>Gradient boosting in progress (Friedman 2001): each step adds a tree that lowers the log loss of the rows trained on.</summary>
internal sealed class BoostingRun
{
    /// <summary>The most a single tree may say, in log-odds before the learning rate: where nearly no weight is left in a leaf, a Newton
    /// step would go anywhere.</summary>
    private const double MaxValue = 5;

    /// <summary>Rows differentiated and summed by themselves, so that sums don't depend on who sums them; a multiple of a vector.</summary>
    private const int BlockRows = 4096;

    private const int Lanes = 8;

    private readonly BinnedData _data;
    private readonly TrainingOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly TreeGrower _grower;
    private readonly int[] _rows;
    private readonly int[] _watching;
    private readonly float[] _scores;
    private readonly float[] _pulls;
    private readonly float[] _watched;
    private readonly float[] _gradients;
    private readonly float[] _hessians;
    private readonly long[] _packed;
    private readonly ushort[] _leafOf;
    private PackedScale _scale;

    /// <summary>Starts from the share of fraud.</summary>
    /// <param name="data">The data in bins.</param>
    /// <param name="options">With nothing left open.</param>
    /// <param name="monotone">One sign a field.</param>
    /// <param name="rows">The rows to train on, ascending.</param>
    /// <param name="watching">Rows whose scores are followed, ascending; none of those trained on.</param>
    /// <param name="parallel">How many threads may work.</param>
    public BoostingRun(BinnedData data, TrainingOptions options, int[] monotone, int[] rows, int[] watching, ParallelOptions parallel)
    {
        _data = data;
        _options = options;
        _parallel = parallel;
        _rows = rows;
        _watching = watching;
        var limits = new TreeLimits(options.Leaves!.Value, options.MinLeaf!.Value, options.MinLeafWeight!.Value, options.L2!.Value);
        _grower = new(data, limits, monotone, parallel);
        var room = (data.Rows + Lanes - 1) / Lanes * Lanes;
        _scores = new float[room];
        _pulls = new float[room];
        _watched = new float[room];
        _gradients = new float[room];
        _hessians = new float[room];
        _packed = new long[room];
        _leafOf = new ushort[data.Rows];
        Importance = new double[data.FieldCount];

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

        Start = Math.Log(frauds / legitimate);
        Array.Fill(_scores, (float)Start);
        Differentiate();
    }

    /// <summary>The score before the first tree, in log-odds.</summary>
    public double Start { get; }

    /// <summary>The trees so far.</summary>
    public List<TreeNode> Trees { get; } = [];

    /// <summary>The gain of all splits so far, one a field.</summary>
    public double[] Importance { get; }

    /// <summary>The scores of all rows of the data, up to date for those trained on and those watched.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    /// <summary>The log loss summed over the rows watched, in nats.</summary>
    public double WatchedLoss { get; private set; }

    /// <summary>Adds a tree.</summary>
    public void Step()
    {
        var random = SeededRandom.For(_options.Seed, Trees.Count);
        var columns = PickColumns(ref random);
        var (rows, others) = PickRows(ref random);
        Pack((uint)random.Next());
        var (root, leaves) = _grower.Grow(_packed, _scale, rows, others, columns, Importance, ref random);
        var values = new float[leaves.Count];
        for (var i = 0; i < values.Length; i++)
        {
            leaves[i].Value = ValueOf(leaves[i]);
            values[i] = (float)leaves[i].Value;
        }

        Trees.Add(TreeNodes.Of(root, _data.Features));
        Parallel.For(0, leaves.Count, _parallel, i =>
        {
            foreach (var row in _grower.RowsOf(leaves[i]))
            {
                _leafOf[row] = (ushort)i;
            }

            foreach (var row in _grower.WatchingOf(leaves[i]))
            {
                _leafOf[row] = (ushort)i;
            }
        });
        EachBlock((from, count) =>
        {
            for (var row = from; row < Math.Min(from + count, _leafOf.Length); row++)
            {
                _scores[row] += values[_leafOf[row]];
            }
        });
        Differentiate();
    }

    private void Differentiate()
    {
        var sums = new (double Gradients, double Hessians, double Loss)[(_scores.Length + BlockRows - 1) / BlockRows];
        EachBlock((from, count) => sums[from / BlockRows] = LogLossBlock.Differentiate(_scores.AsSpan(from, count),
            _pulls.AsSpan(from, count), _watched.AsSpan(from, count), _gradients.AsSpan(from, count), _hessians.AsSpan(from, count)));
        _scale = PackedScale.For(sums.Sum(block => block.Gradients), sums.Sum(block => block.Hessians));
        WatchedLoss = sums.Sum(block => block.Loss);
    }

    private void Pack(uint seed) => EachBlock((from, count) =>
        LogLossBlock.Pack(_gradients.AsSpan(from, count), _hessians.AsSpan(from, count), _scale, seed, from, _packed.AsSpan(from, count)));

    private void EachBlock(Action<int, int> work)
    {
        var blocks = (_scores.Length + BlockRows - 1) / BlockRows;
        Parallel.For(0, blocks, _parallel, block => work(block * BlockRows, Math.Min(BlockRows, _scores.Length - block * BlockRows)));
    }

    /// <summary>The leaf's Newton step.</summary>
    private double ValueOf(GrowingNode leaf)
    {
        var value = leaf.Range.Clamp(-_scale.Gradient(leaf.Sum) / (_scale.Hessian(leaf.Sum) + _options.L2!.Value));
        return _options.LearningRate!.Value * Math.Clamp(value, -MaxValue, MaxValue);
    }

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

    private (int[] Rows, int[] Others) PickRows(ref SeededRandom random)
    {
        if (_options.RowSampling is not (< 1 and var share))
        {
            return (_rows, _watching);
        }

        var (rows, others) = (new List<int>(), new List<int>(_watching));
        foreach (var row in _rows)
        {
            (random.Share() < share ? rows : others).Add(row);
        }

        return rows.Count == 0 ? (_rows, _watching) : ([.. rows], [.. others.Order()]);
    }
}
