namespace FraudWeb.Core.Scoring;

/// <summary>What a trainer makes: a function from a row of features to log-odds, that can say what each feature adds. Immutable.
/// A feature is a field's value as single precision; <c>NaN</c> is missing, a category is its position.</summary>
public abstract class Predictor
{
    /// <summary>How many values a row has.</summary>
    public abstract int FeatureCount { get; }

    /// <summary>The score of one row in log-odds, uncalibrated. Allocates nothing.</summary>
    public abstract double LogOdds(ReadOnlySpan<float> row);

    /// <summary>The scores of many rows, the same bits as one by one.</summary>
    /// <param name="rows">Row after row, <see cref="FeatureCount"/> values each.</param>
    /// <param name="logOdds">One score a row.</param>
    public abstract void LogOdds(ReadOnlySpan<float> rows, Span<double> logOdds);

    /// <summary>What each feature adds to the score of a row: exact Shapley values.</summary>
    /// <param name="row"><see cref="FeatureCount"/> values.</param>
    /// <param name="contributions">Filled with one value a feature, in log-odds.</param>
    /// <returns>The base value, in log-odds; base value and contributions add up to <see cref="LogOdds(ReadOnlySpan{float})"/>.</returns>
    public abstract double Explain(ReadOnlySpan<float> row, Span<double> contributions);

    /// <summary>How much each feature matters over the training rows, summing to 1.</summary>
    public abstract ReadOnlySpan<double> Importance { get; }
}
