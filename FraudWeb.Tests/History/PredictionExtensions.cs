using FraudWeb.Core.History;

namespace FraudWeb.Tests.History;

internal static class PredictionExtensions
{
    public static Prediction WithInputs(this Prediction prediction, double[] inputs) => prediction.With(inputs, prediction.Label);

    public static Prediction WithLabel(this Prediction prediction, Label label) => prediction.With(prediction.Inputs, label);

    private static Prediction With(this Prediction p, double[] inputs, Label label) => new()
    {
        Id = p.Id,
        TransactionId = p.TransactionId,
        Source = p.Source,
        ModelVersion = p.ModelVersion,
        Inputs = inputs,
        Probability = p.Probability,
        Threshold = p.Threshold,
        IsFraud = p.IsFraud,
        RiskLevel = p.RiskLevel,
        Decision = p.Decision,
        DurationMicroseconds = p.DurationMicroseconds,
        Label = label,
    };
}
