using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Support;

/// <summary>Predictions and explanations of the default schema for tests to which their values mean nothing.</summary>
public static class SamplePredictions
{
    public static readonly DateTimeOffset Moment = new(2026, 3, 4, 13, 5, 6, TimeSpan.Zero);

    /// <summary>One that lies where the default policy puts its probability.</summary>
    public static Prediction Of(double? probability = 0.023)
    {
        var verdict = new Policy().Decide(probability ?? double.NaN);
        return new()
        {
            Id = new(PredictionId.From(Moment).High, 42),
            Source = PredictionSource.Form,
            ModelVersion = 7,
            Inputs = [250, 14, 1, 0, 0, 75, 3, 40],
            Probability = probability,
            Threshold = 0.5,
            IsFraud = verdict.IsFraud,
            RiskLevel = verdict.RiskLevel,
            Decision = verdict.Decision,
            DurationMicroseconds = 400,
        };
    }

    /// <summary>One reason a field with the contributions given, the strongest first, over a base value of -4.</summary>
    public static Explanation Explain(params double[] contributions)
    {
        var fields = TransactionSchema.Default.Fields;
        var inputs = Of().Inputs;
        var reasons = contributions.Select((contribution, i) => new Reason(fields[i], inputs[i], contribution))
            .OrderByDescending(reason => Math.Abs(reason.Contribution));
        return new(-4, [.. reasons], -4 + contributions.Sum());
    }
}
