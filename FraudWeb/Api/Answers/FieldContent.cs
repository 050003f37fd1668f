using System.Text.Json;
using System.Text.Json.Serialization;
using FraudWeb.Core.Schema;

namespace FraudWeb.Api.Answers;

/// <summary>A field's value in JSON: a number, a category's name, or null when missing.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct FieldContent(Field Field, double Value)
{
    internal sealed class Converter : JsonConverter<FieldContent>
    {
        public override FieldContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Values are read by the schema.");

        public override void Write(Utf8JsonWriter writer, FieldContent value, JsonSerializerOptions options) =>
            SchemaJson.WriteValue(writer, value.Field, value.Value);
    }
}
