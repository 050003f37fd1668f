namespace FraudWeb.Core.Scoring;

/// <summary>The score of one transaction and the verdict on it.</summary>
/// <param name="Score">Null when the model failed to give one.</param>
/// <param name="Verdict">The policy's verdict; <see cref="Policy.Unscored"/> without a score.</param>
/// <param name="Failure">What the model threw; null when it gave a score, or one that is not a number.</param>
public readonly record struct Outcome(Score? Score, Verdict Verdict, Exception? Failure = null)
{
    /// <summary>The calibrated fraud probability, 0 to 1; null when the model failed.</summary>
    public double? Probability => Score?.Probability;
}
