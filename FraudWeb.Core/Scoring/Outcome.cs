namespace FraudWeb.Core.Scoring;

/// <summary>The score of one transaction and the verdict on it.</summary>
/// <param name="Score">The score; null if the model failed.</param>
/// <param name="Verdict">The policy's verdict; <see cref="Policy.Unscored"/> without a score.</param>
/// <param name="Failure">The exception that the model threw; null if it returned a score, even <c>NaN</c>.</param>
public readonly record struct Outcome(Score? Score, Verdict Verdict, Exception? Failure = null)
{
    /// <summary>The calibrated fraud probability, 0 to 1; null if the model failed.</summary>
    public double? Probability => Score?.Probability;
}
