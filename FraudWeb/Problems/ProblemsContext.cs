using System.Text.Json.Serialization;

namespace FraudWeb.Problems;

/// <summary>Writes problems in snake_case, by generated code.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProblemAnswer))]
public sealed partial class ProblemsContext : JsonSerializerContext;
