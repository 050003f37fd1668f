namespace FraudWeb.Core.Scoring;

/// <summary>The result of a trainer: a function from a row of features to log-odds that can explain each feature's contribution. Immutable.
/// A feature is a field's value in single precision; <c>NaN</c> is missing, a category is its position.</summary>
public abstract class Predictor
{
    /// <summary>The number of values per row.</summary>
    public abstract int FeatureCount { get; }

    /// <summary>Returns the score of one row in log-odds, uncalibrated. Does not allocate.</summary>
    public abstract double LogOdds(ReadOnlySpan<float> row);

    /// <summary>Computes the scores of many rows, with the same bits as one by one.</summary>
    /// <param name="rows">The rows, one after another, <see cref="FeatureCount"/> values each.</param>
    /// <param name="logOdds">One score per row.</param>
    public abstract void LogOdds(ReadOnlySpan<float> rows, Span<double> logOdds);

    /// <summary>Computes each feature's contribution to the score of a row: exact Shapley values.</summary>
    /// <param name="row"><see cref="FeatureCount"/> values.</param>
    /// <param name="contributions">Receives one value per feature, in log-odds.</param>
    /// <returns>The base value, in log-odds; base value and contributions add up to <see cref="LogOdds(ReadOnlySpan{float})"/>.</returns>
    public abstract double Explain(ReadOnlySpan<float> row, Span<double> contributions);

    /// <summary>The importance of each feature over the training rows, summing to 1.</summary>
    public abstract ReadOnlySpan<double> Importance { get; }
}
