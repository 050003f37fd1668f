using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>The loss of a linear model and its gradient, over rows of a data set. The weights are in one array: the intercept, then for
/// each number its own weight and one for missing, for each category one per choice and one for missing.</summary>
internal sealed class LogisticProblem
{
    /// <summary>The rows per block. Each block is summed separately, so that sums don't depend on threads.</summary>
    private const int BlockRows = 4096;

    private readonly Dataset _data;
    private readonly TrainingOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly (double Mean, double Scale)[] _standards;
    private readonly int[] _starts;
    private readonly int _weights;

    public LogisticProblem(Dataset data, TrainingOptions options, ParallelOptions parallel)
    {
        _data = data;
        _options = options;
        _parallel = parallel;
        var fields = data.Schema.Fields;
        _standards = new (double, double)[fields.Length];
        _starts = new int[fields.Length];
        _weights = 1;
        for (var i = 0; i < fields.Length; i++)
        {
            _starts[i] = _weights;
            _weights += Width(fields[i]) + 1;
        }

        Parallel.For(0, fields.Length, parallel, i => _standards[i] = Standard(data.Column(i)));
    }

    /// <summary>Returns the weights of a model that knows only the share of fraud.</summary>
    public double[] Start()
    {
        var weights = new double[_weights];
        weights[0] = Math.Log(_data.Frauds * _options.ClassWeight!.Value / (_data.Rows - _data.Frauds));
        return weights;
    }

    /// <summary>Returns the best weights for some rows.</summary>
    /// <param name="rows">Positions of rows.</param>
    /// <param name="start">The starting point; a good one makes the search faster but does not change the result.</param>
    public double[] Solve(int[] rows, double[] start) =>
        Lbfgs.Minimise((weights, slope) => Loss(rows, weights, slope), start, _parallel.CancellationToken);

    /// <summary>Converts the weights to a model of unscaled values.</summary>
    public LinearModel Model(double[] weights)
    {
        var fields = _data.Schema.Fields;
        var terms = new LinearModel.Term[fields.Length];
        var importance = new double[fields.Length];
        Parallel.For(0, fields.Length, _parallel, i =>
        {
            var own = weights.AsSpan(_starts[i], Width(fields[i]) + 1);
            var isCategory = fields[i].Kind == FieldKind.Category;
            var (mean, scale) = _standards[i];
            var term = isCategory
                ? new LinearModel.Term(0, 0, own[^1], 0, own[..^1].ToArray())
                : new LinearModel.Term(own[0] * scale, mean, own[^1], 0, []);
            var (expected, spread) = (0.0, 0.0);
            foreach (var value in _data.Column(i))
            {
                expected += term.Of(value) / _data.Rows;
            }

            foreach (var value in _data.Column(i))
            {
                spread += Math.Abs(term.Of(value) - expected);
            }

            (terms[i], importance[i]) = (term with { Expected = expected }, spread);
        });
        var total = importance.Sum();
        return new(weights[0], terms, [.. importance.Select(share => total > 0 ? share / total : 0)]);
    }

    private static int Width(Field field) => field.Kind == FieldKind.Category ? field.Choices.Length : 1;

    private static (double Mean, double Scale) Standard(float[] column)
    {
        var (count, mean) = (0, 0.0);
        foreach (var value in column)
        {
            if (float.IsFinite(value))
            {
                mean += (value - mean) / ++count;
            }
        }

        var squares = 0.0;
        foreach (var value in column)
        {
            squares += float.IsFinite(value) ? (value - mean) * (value - mean) : 0;
        }

        return (mean, squares > 0 ? 1 / Math.Sqrt(squares / count) : 0);
    }

    private double Loss(int[] rows, double[] weights, double[] slope)
    {
        var blocks = (rows.Length + BlockRows - 1) / BlockRows;
        var losses = new double[blocks];
        var slopes = new double[blocks][];
        Parallel.For(0, blocks, _parallel, block =>
        {
            slopes[block] = new double[_weights];
            losses[block] = Loss(
                rows.AsSpan(block * BlockRows, Math.Min(BlockRows, rows.Length - block * BlockRows)), weights, slopes[block]);
        });
        var loss = losses.Sum();
        for (var i = 0; i < _weights; i++)
        {
            var penalty = i == 0 ? 0 : _options.L2!.Value * weights[i];
            slope[i] = penalty + slopes.Sum(of => of[i]);
            loss += penalty * weights[i] / 2;
        }

        return loss;
    }

    private double Loss(ReadOnlySpan<int> rows, double[] weights, double[] slope)
    {
        Span<double> scores = stackalloc double[rows.Length];
        scores.Fill(weights[0]);
        for (var field = 0; field < _starts.Length; field++)
        {
            AddTerms(field, rows, weights.AsSpan(_starts[field]), scores);
        }

        var loss = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            var (score, label) = (scores[i], _data.Labels[rows[i]]);
            var weight = label != 0 ? _options.ClassWeight!.Value : 1;
            loss += weight * LogLoss.Of(score, label);
            slope[0] += scores[i] = weight * (Calibration.Sigmoid(score) - label);
        }

        for (var field = 0; field < _starts.Length; field++)
        {
            AddSlopes(field, rows, scores, slope.AsSpan(_starts[field]));
        }

        return loss;
    }

    private void AddTerms(int field, ReadOnlySpan<int> rows, ReadOnlySpan<double> weights, Span<double> scores)
    {
        var (column, choices, (mean, scale)) = (_data.Column(field), _data.Schema.Fields[field].Choices.Length, _standards[field]);
        for (var i = 0; i < rows.Length; i++)
        {
            var value = column[rows[i]];
            scores[i] += choices > 0 ? weights[float.IsNaN(value) ? choices : (int)value]
                : float.IsNaN(value) ? weights[1]
                : weights[0] * (Finite(value) - mean) * scale;
        }
    }

    private void AddSlopes(int field, ReadOnlySpan<int> rows, ReadOnlySpan<double> errors, Span<double> slope)
    {
        var (column, choices, (mean, scale)) = (_data.Column(field), _data.Schema.Fields[field].Choices.Length, _standards[field]);
        for (var i = 0; i < rows.Length; i++)
        {
            var value = column[rows[i]];
            if (choices > 0)
            {
                slope[float.IsNaN(value) ? choices : (int)value] += errors[i];
            }
            else if (float.IsNaN(value))
            {
                slope[1] += errors[i];
            }
            else
            {
                slope[0] += errors[i] * (Finite(value) - mean) * scale;
            }
        }
    }

    private static float Finite(float value) => Math.Clamp(value, float.MinValue, float.MaxValue);
}
