namespace FraudWeb.Core.Scoring;

/// <summary>A sum of one term a field in log-odds: what logistic regression learns. A number's term is its weight times its distance
/// from the mean; a category, a flag's two values and a missing value have a term of their own.</summary>
public sealed partial class LinearModel : Predictor
{
    private readonly Term[] _terms;
    private readonly double[] _importance;
    private readonly double _intercept;

    /// <summary>Makes a model of checked parts.</summary>
    /// <param name="intercept">The score when all terms are 0, in log-odds.</param>
    /// <param name="terms">One a field.</param>
    /// <param name="importance">One a field, 0 or more, summing to 1 (or all 0).</param>
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

    /// <summary>The score when all terms are 0, in log-odds.</summary>
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

    /// <summary>What each field adds. With a sum of one term a field, the Shapley value is the term less its mean.</summary>
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

    /// <summary>What one field adds to the score.</summary>
    /// <param name="Weight">Of a number, in log-odds a unit of the value.</param>
    /// <param name="Mean">The number's mean over the training rows that have one.</param>
    /// <param name="Missing">Added when the value is missing.</param>
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

            // An infinity is a number too large for single precision; it counts as the largest, as 0 · ∞ would be no number.
            return Weight * (Math.Clamp(value, float.MinValue, float.MaxValue) - Mean);
        }
    }
}
