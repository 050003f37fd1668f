namespace FraudWeb.Core.Scoring;

/// <summary>A sum of one term per field in log-odds, as logistic regression learns it. A number's term is its weight times its distance
/// from the mean. Categories, the two values of a flag, and missing values have their own terms.</summary>
public sealed partial class LinearModel : Predictor
{
    private readonly Term[] _terms;
    private readonly double[] _importance;
    private readonly double _intercept;

    /// <summary>Creates a model from validated parts.</summary>
    /// <param name="intercept">The score if all terms are 0, in log-odds.</param>
    /// <param name="terms">One per field.</param>
    /// <param name="importance">One per field, at least 0, summing to 1 (or all 0).</param>
    internal LinearModel(double intercept, Term[] terms, double[] importance)
    {
        _intercept = intercept;
        _terms = terms;
        _importance = importance;
        BaseValue = intercept + terms.Sum(term => term.Expected);
    }

    /// <inheritdoc/>
    public override int FeatureCount => _terms.Length;

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Importance => _importance;

    /// <summary>The mean score of the training rows, in log-odds.</summary>
    public double BaseValue { get; }

    /// <summary>The score if all terms are 0, in log-odds.</summary>
    internal double Intercept => _intercept;

    /// <summary>One term per field.</summary>
    internal ReadOnlySpan<Term> Terms => _terms;

    /// <inheritdoc/>
    public override double LogOdds(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount);
        var sum = _intercept;
        for (var i = 0; i < _terms.Length; i++)
        {
            sum += _terms[i].Of(row[i]);
        }

        return sum;
    }

    /// <inheritdoc/>
    public override void LogOdds(ReadOnlySpan<float> rows, Span<double> logOdds)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, logOdds.Length * FeatureCount);
        for (var i = 0; i < logOdds.Length; i++)
        {
            logOdds[i] = LogOdds(rows.Slice(i * FeatureCount, FeatureCount));
        }
    }

    /// <summary>Computes each field's contribution. In a sum of one term per field, the Shapley value is the term minus its mean.</summary>
    public override double Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(contributions.Length, FeatureCount);
        for (var i = 0; i < _terms.Length; i++)
        {
            contributions[i] = _terms[i].Of(row[i]) - _terms[i].Expected;
        }

        return BaseValue;
    }

    /// <summary>One field's contribution to the score.</summary>
    /// <param name="Weight">The weight of a number, in log-odds per unit of the value.</param>
    /// <param name="Mean">The number's mean over the training rows that have a value.</param>
    /// <param name="Missing">Added if the value is missing.</param>
    /// <param name="Expected">The term's mean over the training rows.</param>
    /// <param name="Categories">Added for each category, by position; empty for a number.</param>
    internal readonly record struct Term(double Weight, double Mean, double Missing, double Expected, double[] Categories)
    {
        public double Of(float value)
        {
            if (float.IsNaN(value))
            {
                return Missing;
            }

            if (Categories.Length > 0)
            {
                var position = (uint)value;
                return position < Categories.Length ? Categories[position] : 0;
            }

            // Infinity is a number too large for single precision. It counts as the largest one, because 0 · ∞ is not a number.
            return Weight * (Math.Clamp(value, float.MinValue, float.MaxValue) - Mean);
        }
    }
}
