using FraudWeb.Core.History;

namespace FraudWeb.Display;

/// <summary>What a prediction is called where there is little room.</summary>
public static class PredictionNames
{
    /// <summary>The sender's own id, or ours in short.</summary>
    public static string Of(Prediction prediction) => prediction.TransactionId is { } id ? UserText.Show(id) : $"#{Short(prediction.Id)}";

    /// <summary>The first characters tell the time, the last ones tell apart.</summary>
    public static string Short(PredictionId id) => $"{id.ToString()[..4]}…{id.ToString()[^6..]}";
}
