using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>Gradient boosting in progress (Friedman 2001): each step adds a tree that lowers the log loss of the rows trained on.</summary>
internal sealed class BoostingRun
{
    /// <summary>The most a single tree may say, in log-odds before the learning rate: where nearly no weight is left in a leaf, a Newton
    /// step would go anywhere.</summary>
    private const double MaxValue = 5;

    private readonly BinnedData _data;
    private readonly TrainingOptions _options;
    private readonly TreeGrower _grower;
    private readonly int[] _rows;
    private readonly int[] _watching;
    private readonly double[] _scores;
    private readonly double[] _gradients;
    private readonly double[] _hessians;
    private readonly long[] _packed;

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
        _rows = rows;
        _watching = watching;
        var limits = new TreeLimits(options.Leaves!.Value, options.MinLeaf!.Value, options.MinLeafWeight!.Value, options.L2!.Value);
        _grower = new(data, limits, monotone, parallel);
        _scores = new double[data.Rows];
        _gradients = new double[data.Rows];
        _hessians = new double[data.Rows];
        _packed = new long[data.Rows];
        Importance = new double[data.FieldCount];
        var frauds = rows.Sum(row => (double)data.Labels[row]) * options.ClassWeight!.Value;
        Start = Math.Log(frauds / rows.Count(row => data.Labels[row] == 0));
        Array.Fill(_scores, Start);
    }

    /// <summary>The score before the first tree, in log-odds.</summary>
    public double Start { get; }

    /// <summary>The trees so far.</summary>
    public List<TreeNode> Trees { get; } = [];

    /// <summary>The gain of all splits so far, one a field.</summary>
    public double[] Importance { get; }

    /// <summary>The scores of all rows of the data, up to date for those trained on and those watching.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>Adds a tree.</summary>
    public void Step()
    {
        var random = SeededRandom.For(_options.Seed, Trees.Count);
        var columns = PickColumns(ref random);
        var (rows, others) = PickRows(ref random);
        var scale = Differentiate(rows);
        var (root, leaves) = _grower.Grow(_packed, scale, rows, others, columns, Importance, ref random);
        foreach (var leaf in leaves)
        {
            SetValue(leaf);
            foreach (var row in _grower.RowsOf(leaf))
            {
                _scores[row] += leaf.Value;
            }

            foreach (var row in _grower.WatchingOf(leaf))
            {
                _scores[row] += leaf.Value;
            }
        }

        Trees.Add(TreeNodes.Of(root, _data.Features));
    }

    /// <summary>The log loss summed over the rows watching, in nats.</summary>
    public double WatchedLoss()
    {
        var loss = 0.0;
        foreach (var row in _watching)
        {
            loss += LogLoss.Of(_scores[row], _data.Labels[row]);
        }

        return loss;
    }

    private PackedScale Differentiate(int[] rows)
    {
        var (gradients, hessians) = (0.0, 0.0);
        foreach (var row in rows)
        {
            var p = Calibration.Sigmoid(_scores[row]);
            var weight = _data.Labels[row] != 0 ? _options.ClassWeight!.Value : 1;
            _gradients[row] = weight * (p - _data.Labels[row]);
            _hessians[row] = weight * p * (1 - p);
            gradients += Math.Abs(_gradients[row]);
            hessians += _hessians[row];
        }

        var scale = PackedScale.For(gradients, hessians);
        foreach (var row in rows)
        {
            _packed[row] = scale.Pack(_gradients[row], _hessians[row]);
        }

        return scale;
    }

    /// <summary>The leaf's Newton step, from the rows' own gradients instead of the rounded ones that found the split.</summary>
    private void SetValue(GrowingNode leaf)
    {
        var (gradient, hessian) = (0.0, 0.0);
        foreach (var row in _grower.RowsOf(leaf))
        {
            gradient += _gradients[row];
            hessian += _hessians[row];
        }

        var value = leaf.Range.Clamp(-gradient / (hessian + _options.L2!.Value));
        leaf.Value = _options.LearningRate!.Value * Math.Clamp(value, -MaxValue, MaxValue);
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
