using System.Text.Json.Serialization;

namespace FraudWeb.Api.Answers;

/// <summary>One entry of a batch answer: a prediction, or the errors of the transaction at that position.</summary>
[JsonDerivedType(typeof(PredictAnswer))]
[JsonDerivedType(typeof(RefusedTransaction))]
public abstract record BatchEntry([property: JsonPropertyOrder(-1)] string? TransactionId);
