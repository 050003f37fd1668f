using FraudWeb.Core.History;

namespace FraudWeb.Tests.History;

internal static class PredictionExtensions
{
    public static Prediction WithInputs(this Prediction prediction, double[] inputs) =>
        prediction.With(inputs, prediction.Label, prediction.TransactionId);

    public static Prediction WithLabel(this Prediction prediction, Label label) =>
        prediction.With(prediction.Inputs, label, prediction.TransactionId);

    public static Prediction WithTransactionId(this Prediction prediction, string? transactionId) =>
        prediction.With(prediction.Inputs, prediction.Label, transactionId);

    private static Prediction With(this Prediction p, double[] inputs, Label label, string? transactionId) => new()
    {
        Id = p.Id,
        TransactionId = transactionId,
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
