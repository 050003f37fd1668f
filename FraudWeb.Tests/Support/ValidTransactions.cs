using System.Globalization;
using System.Text.Json.Nodes;
using FraudWeb.Core.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace FraudWeb.Tests.Support;

/// <summary>Makes bodies in which nothing is wrong, from the schema alone, with keys in any order: ordinary values, and the ends of what is
/// allowed.</summary>
public static class ValidTransactions
{
    private const double Largest = 1e9;

    public static Arbitrary<JsonObject> Of(TransactionSchema schema) =>
        Gen.Zip(Gen.CollectToArray(schema.Fields, ValueOf), Gen.Shuffle(schema.Fields.Select((_, position) => position)), (values, order) =>
            new JsonObject(order.Select(
                position => KeyValuePair.Create(schema.Fields[position].Name, JsonNode.Parse(values[position]))))).ToArbitrary();

    // As JSON text: a node can stand in one body only.
    private static Gen<string> ValueOf(Field field) => field.Kind switch
    {
        FieldKind.Category => Gen.Elements(field.Choices.Select(choice => JsonValue.Create(choice).ToJsonString())),
        FieldKind.Flag => Gen.Elements("0", "1", "true", "false"),
        FieldKind.Integer => Gen.Choose((int)(field.Min ?? -Largest), (int)(field.Max ?? Largest))
            .Select(whole => whole.ToString(CultureInfo.InvariantCulture)),
        _ => NumberOf(field).Select(number => number.ToString("R", CultureInfo.InvariantCulture)),
    };

    private static Gen<double> NumberOf(Field field)
    {
        var (min, max) = (field.Min ?? double.MinValue, field.Max ?? double.MaxValue);
        var ends = new[] { min, max, 0, double.Epsilon, 1e-300, 1e300, float.MaxValue, 1 / 3.0 }.Where(
            value => value >= min && value <= max);
        var ordinary = Gen.Choose((int)Math.Max(min, -Largest), (int)Math.Min(max, Largest) - 1).Select(whole => whole + 0.25);
        return Gen.Frequency((4, ordinary), (1, Gen.Elements(ends)));
    }
}
