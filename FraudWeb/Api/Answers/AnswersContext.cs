using System.Text.Json.Serialization;

namespace FraudWeb.Api.Answers;

/// <summary>Serializes the answers as snake_case, by generated code.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PredictAnswer))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(ExplanationAnswer))]
[JsonSerializable(typeof(PredictionResponse))]
[JsonSerializable(typeof(PredictionPage))]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ReadyAnswer))]
[JsonSerializable(typeof(LiveAnswer))]
[JsonSerializable(typeof(AuditAnswer))]
public sealed partial class AnswersContext : JsonSerializerContext;
