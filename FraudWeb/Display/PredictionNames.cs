using FraudWeb.Core.History;

namespace FraudWeb.Display;

/// <summary>Short names of predictions, for places with little room.</summary>
public static class PredictionNames
{
    /// <summary>Gets the sender's own id, or else the shortened id of the prediction.</summary>
    public static string Of(Prediction prediction) => prediction.TransactionId is { } id ? UserText.Show(id) : $"#{Short(prediction.Id)}";

    /// <summary>Shortens an id to the first characters, which encode the time, and the last ones, which are random.</summary>
    public static string Short(PredictionId id) => $"{id.ToString()[..4]}…{id.ToString()[^6..]}";
}
