using System.Text.Json.Serialization;

namespace FraudWeb.Api.Answers;

/// <summary>How answers are written: snake_case, generated code.</summary>
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
