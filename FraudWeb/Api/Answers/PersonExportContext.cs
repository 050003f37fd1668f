using System.Text.Json.Serialization;

namespace FraudWeb.Api.Answers;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PersonRecord))]
internal sealed partial class PersonExportContext : JsonSerializerContext;
