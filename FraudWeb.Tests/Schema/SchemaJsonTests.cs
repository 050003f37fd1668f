using System.Globalization;
using System.Text;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Schema;

public class SchemaJsonTests
{
    [Fact]
    public void The_default_schema_is_what_the_contract_says()
    {
        var schema = TransactionSchema.Default;

        Assert.Equal(("card-transactions", "transaction_id", "is_fraud"), (schema.Name, schema.Id, schema.Label));
        Assert.Equal(
            ["amount", "transaction_hour", "merchant_category", "foreign_transaction", "location_mismatch", "device_trust_score",
                "velocity_last_24h", "cardholder_age"],
            schema.Fields.Select(field => field.Name));
        Assert.Equal(["Clothing", "Electronics", "Food", "Grocery", "Travel"], schema.Fields[2].Choices.AsEnumerable());
    }

    [Fact]
    public void A_schema_written_and_read_again_is_the_same() =>
        Assert.Equal(TransactionSchema.Default.Json, SchemaJson.Parse(Encoding.UTF8.GetBytes(TransactionSchema.Default.Json)).Json);

    [Fact]
    public void Monotone_fields_are_read_and_written()
    {
        var schema = Parse("""
            { "name": "x", "fields": [ { "name": "a", "kind": "number", "monotone": "increasing" },
              { "name": "b", "kind": "flag", "monotone": "decreasing" }, { "name": "c", "kind": "integer" } ] }
            """);

        MonotoneDirection?[] directions = [MonotoneDirection.Increasing, MonotoneDirection.Decreasing, null];
        Assert.Equal(directions, schema.Fields.Select(field => field.Monotone));
        Assert.Equal(directions, Parse(schema.Json).Fields.Select(field => field.Monotone));
        Assert.DoesNotContain("monotone", TransactionSchema.Default.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_comments_and_trailing_commas_are_taken() =>
        Assert.Equal("x", Parse("\uFEFF{ \"name\": \"x\", /* ours */ \"fields\": [ { \"name\": \"a\", \"kind\": \"number\", }, ], }").Name);

    [Theory]
    [InlineData("""{ "fields": [ { "name": "a", "kind": "number" } ] }""", "name: is required")]
    [InlineData("""{ "name": "x" }""", "fields: must be a list")]
    [InlineData("""{ "name": "x", "fields": [] }""", "fields: must be a list")]
    [InlineData("""{ "name": "x", "fields": [ null ] }""", "fields[0]: must be an object")]
    [InlineData("""{ "name": "x", "fields": [ {} ] }""", "kind: is required")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "", "kind": "number" } ] }""", "name: is required")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "money" } ] }""", "line 1")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": 0 } ] }""", "line 1")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "number", "colour": 1 } ] }""", "colour")]
    [InlineData("""{ "name": "x", "name": "y", "fields": [ { "name": "a", "kind": "number" } ] }""", "line 1")]
    [InlineData(
        """{ "name": "x", "fields": [ { "name": "a", "kind": "number" }, { "name": "a", "kind": "flag" } ] }""", "'a' is used twice")]
    [InlineData("""{ "name": "x", "label": "a", "fields": [ { "name": "a", "kind": "number" } ] }""", "'a' is used twice")]
    [InlineData(
        """{ "name": "x", "id": "t", "label": "t", "fields": [ { "name": "a", "kind": "number" } ] }""", "label: must be a column name")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "transaction_id", "kind": "number" } ] }""", "reserved")]
    [InlineData(
        """{ "name": "x", "fields": [ { "name": "a", "kind": "number", "min": 2.5, "max": 1.5 } ] }""", "min: 2.5 is above max: 1.5")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "number", "min": 1e999 } ] }""", "min: must be a finite number")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "number", "max": -1e999 } ] }""", "max: must be a finite number")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "flag", "min": 0 } ] }""", "min, max: are allowed for numbers")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "number", "decimals": 99 } ] }""", "decimals: must be from 0 to 15")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "number", "choices": ["b"] } ] }""", "choices: are allowed for a")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "category" } ] }""", "choices: a category needs")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "category", "choices": ["b", "b"] } ] }""", "'b' is listed twice")]
    [InlineData(
        """{ "name": "x", "fields": [ { "name": "a", "kind": "category", "choices": ["b", ""] } ] }""", "choices: must not be empty")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "category", "choices": [null] } ] }""", "choices: must not be empty")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "category", "choices": ["b"], "default": "c" } ] }""",
        "default: must be one of b")]
    [InlineData(
        """{ "name": "x", "fields": [ { "name": "a", "kind": "number", "max": 5, "default": 6 } ] }""", "default: must be at most 5")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "number", "monotone": "up" } ] }""",
        "fields[0] (a): monotone: must be increasing or decreasing, but is 'up'")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "category", "choices": ["b"], "monotone": "increasing" } ] }""",
        "fields[0] (a): monotone: is increasing, but the choices of a category have no order; "
        + "it is allowed for number, integer and flag only")]
    [InlineData("null", "null")]
    [InlineData("[]", "line 1")]
    [InlineData("", "line 1")]
    [InlineData("{", "line 1")]
    public void A_fault_is_told_by_its_place(string json, string told) =>
        Assert.Contains(told, Assert.Throws<SchemaException>(() => Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Limits_in_messages_do_not_follow_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            A_fault_is_told_by_its_place("""{ "name": "x", "fields": [ { "name": "a", "kind": "number", "min": 2.5, "max": 1.5 } ] }""",
                "min: 2.5 is above max: 1.5");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var message = Assert.Throws<SchemaException>(() => Parse(
            """{ "fields": [ { "name": "a", "kind": "number", "decimals": -1 }, { "name": "a", "kind": "category" }, """
            + """{ "kind": "flag" } ] }""")).Message;

        Assert.All(["name: is required", "fields[0] (a): decimals", "fields[1] (a): name", "fields[1] (a): choices", "fields[2]: name"],
            fault => Assert.Contains(fault, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Spoilt_schema_files_are_refused_in_words()
    {
        var random = new Random(14);
        var good = Encoding.UTF8.GetBytes(TransactionSchema.Default.Json);
        for (var i = 0; i < 5_000; i++)
        {
            var spoilt = good.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                spoilt[random.Next(spoilt.Length)] = (byte)random.Next(256);
            }

            try
            {
                SchemaJson.Parse(spoilt);
            }
            catch (SchemaException)
            {
                // As it should be; any other exception fails the test.
            }
        }
    }

    private static TransactionSchema Parse(string json) => SchemaJson.Parse(Encoding.UTF8.GetBytes(json));
}
