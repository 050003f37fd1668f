using System.Text.Json;
using System.Text.Json.Serialization;

namespace FraudWeb.Cli;

/// <summary>Writes a metric that is not defined, such as the AUC of one class, as <c>null</c>: JSON has no NaN.</summary>
internal sealed class UndefinedAsNull : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
