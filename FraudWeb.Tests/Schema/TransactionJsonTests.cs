using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Schema;

public class TransactionJsonTests
{
    public static TheoryData<string> Fields => [.. TransactionSchema.Default.Fields.Select(one => one.Name)];

    [Fact]
    public void A_good_body_becomes_its_values_in_the_schemas_order()
    {
        var (transaction, _) = Cards.Read(Cards.Body);

        Assert.Equal(Cards.Values, transaction!.Values.ToArray());
        Assert.Null(transaction.Id);
    }

    [Fact, Trait("Requirement", "IN11")]
    public void The_order_of_keys_does_not_matter()
    {
        var body = JsonNode.Parse(Cards.Body)!.AsObject();
        var backwards = new JsonObject(body.Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

        Assert.Equal(Cards.Values, Cards.Read(backwards.ToJsonString()).Transaction!.Values.ToArray());
    }

    [Theory, Trait("Requirement", "IN11")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_culture_does_not_matter(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Assert.Equal(Cards.Values, Cards.Read(Cards.Body).Transaction!.Values.ToArray());
            Assert.Equal(["must be at least 0, but is -0.5"], Cards.Read(Cards.With("amount", "-0.5")).Errors.Of("amount"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory, Trait("Requirement", "IN1")]
    [InlineData("NaN")]
    [InlineData("\"NaN\"")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("\"Infinity\"")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("'1'")]
    [InlineData("undefined")]
    public void What_is_no_finite_JSON_number_is_refused_by_its_field(string json) =>
        Assert.Equal(["amount"], Cards.Read(Cards.With("amount", json)).Errors.ByField.Select(pair => pair.Key));

    [Theory, Trait("Requirement", "IN2")]
    [MemberData(nameof(Fields))]
    public void A_required_field_that_is_absent_or_null_is_named(string field)
    {
        Assert.Equal("is required", OnlyFault(Cards.Without(field), field));
        Assert.StartsWith("must not be null: ", OnlyFault(Cards.With(field, "null"), field), StringComparison.Ordinal);
    }

    [Theory, Trait("Requirement", "IN2")]
    [MemberData(nameof(Fields))]
    public void A_value_of_another_type_is_named(string field)
    {
        foreach (var json in new[] { "[]", "[1]", "{}", "{\"amount\": 1}", "\"x\"", "\"1\"", "\"\"", "12345.678" })
        {
            Assert.StartsWith("must be ", OnlyFault(Cards.With(field, json), field, allowGood: field == "amount" && json == "12345.678"),
                StringComparison.Ordinal);
        }
    }

    [Theory, Trait("Requirement", "IN2")]
    [InlineData("amount", "-0.01", "must be at least 0, but is -0.01")]
    [InlineData("transaction_hour", "24", "must be at most 23, but is 24")]
    [InlineData("transaction_hour", "-1", "must be at least 0, but is -1")]
    [InlineData("transaction_hour", "1.5", "must be a whole number, but is 1.5")]
    [InlineData("device_trust_score", "101", "must be at most 100, but is 101")]
    [InlineData("cardholder_age", "17", "must be at least 18, but is 17")]
    [InlineData("cardholder_age", "121", "must be at most 120, but is 121")]
    [InlineData("velocity_last_24h", "-1", "must be at least 0, but is -1")]
    [InlineData("foreign_transaction", "2", "must be 0, 1, true or false, but is 2")]
    [InlineData("merchant_category", "\"Casino\"", "must be one of Clothing, Electronics, Food, Grocery, Travel, but is 'Casino'")]
    [InlineData(
        "merchant_category", "\"electronics\"", "must be one of Clothing, Electronics, Food, Grocery, Travel, but is 'electronics'")]
    [InlineData("merchant_category", "1", "must be one of Clothing, Electronics, Food, Grocery, Travel, but is the number 1")]
    public void A_value_out_of_range_is_told_with_what_is_allowed(string field, string json, string why) =>
        Assert.Equal(why, OnlyFault(Cards.With(field, json), field));

    [Theory]
    [InlineData("amount", "0")]
    [InlineData("amount", "1e300")]
    [InlineData("amount", "5e-324")]
    [InlineData("transaction_hour", "0")]
    [InlineData("transaction_hour", "23")]
    [InlineData("transaction_hour", "14.0")]
    [InlineData("transaction_hour", "1.4e1")]
    [InlineData("cardholder_age", "18")]
    [InlineData("cardholder_age", "120")]
    [InlineData("foreign_transaction", "true")]
    [InlineData("foreign_transaction", "1")]
    [InlineData("merchant_category", "\"\\u0046ood\"")]
    public void A_value_at_its_limit_or_written_another_way_is_taken(string field, string json) =>
        Assert.NotNull(Cards.Read(Cards.With(field, json)).Transaction);

    [Fact, Trait("Requirement", "IN2")]
    public void Every_bad_field_is_named_at_once()
    {
        var (_, errors) = Cards.Read("""{"amount": -1, "transaction_hour": 99, "merchant_category": "Casino","""
            + """ "foreign_transaction": "no", "bonus": 1, "device_trust_score": null}""");

        Assert.Equal(
            ["amount", "transaction_hour", "merchant_category", "foreign_transaction", "bonus", "device_trust_score", "location_mismatch",
                "velocity_last_24h", "cardholder_age"],
            errors.ByField.Select(pair => pair.Key));
    }

    [Fact, Trait("Requirement", "IN3")]
    public void A_field_that_stands_twice_is_refused() =>
        Assert.Equal(["amount"], Cards.Read(Cards.Body.Insert(1, "\"amount\": 1, ")).Errors.ByField.Select(pair => pair.Key));

    [Theory, Trait("Requirement", "IN3")]
    [InlineData("isAdmin")]
    [InlineData("status")]
    [InlineData("id")]
    [InlineData("Amount")]
    [InlineData("is_fraud")]
    [InlineData("fraud_probability")]
    [InlineData("__proto__")]
    [InlineData("")]
    public void A_key_that_is_no_field_is_refused(string key)
    {
        var (_, errors) = Cards.Read(Cards.Body.Insert(1, $"\"{key}\": 1, "));

        Assert.Equal([key], errors.ByField.Select(pair => pair.Key));
    }

    [Fact, Trait("Requirement", "IN3")]
    public void The_label_is_refused_in_words_of_its_own() =>
        Assert.Contains("label", Cards.Read(Cards.Body.Insert(1, "\"is_fraud\": 0, ")).Errors.Of("is_fraud")[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("\"t-1\"", "t-1")]
    [InlineData("17", "17")]
    [InlineData("1.50", "1.50")]
    [InlineData("null", null)]
    [InlineData("\"Überweisung 🙂\"", "Überweisung 🙂")]
    public void An_id_is_kept_as_it_came(string json, string? id) =>
        Assert.Equal(id, Cards.Read(Cards.Body.Insert(1, $"\"transaction_id\": {json}, ")).Transaction!.Id);

    [Theory, Trait("Requirement", "IN2"), Trait("Requirement", "IN4")]
    [InlineData("\"\"")]
    [InlineData("\"a\\u0000b\"")]
    [InlineData("\"a\\nb\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("\"12345678901234567890123456789012345678901234567890123456789012345\"")]
    public void A_bad_id_is_named(string json) =>
        Assert.Equal(
            ["transaction_id"], Cards.Read(Cards.Body.Insert(1, $"\"transaction_id\": {json}, ")).Errors.ByField.Select(pair => pair.Key));

    [Fact]
    public void An_id_of_64_characters_is_taken() =>
        Assert.Equal(64, Cards.Read(Cards.Body.Insert(1, $"\"transaction_id\": \"{new string('x', 64)}\", ")).Transaction!.Id!.Length);

    [Theory, Trait("Requirement", "IN4")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("\"x\"")]
    [InlineData("{")]
    [InlineData("{\"amount\"")]
    [InlineData("{\"amount\": }")]
    [InlineData("{} {}")]
    [InlineData("{},")]
    [InlineData("/* x */ {}")]
    [InlineData("{\"amount\": 1,}")]
    [InlineData("<xml/>")]
    public void What_is_no_JSON_object_is_refused(string json) => Assert.False(Cards.Read(json).Errors.IsEmpty);

    [Fact, Trait("Requirement", "IN4")]
    public void A_hundred_levels_of_nesting_are_refused()
    {
        Assert.False(Cards.Read(new string('[', 100) + new string(']', 100)).Errors.IsEmpty);
        Assert.Equal(["amount"],
            Cards.Read(Cards.With("amount", new string('[', 100) + new string(']', 100))).Errors.ByField.Select(pair => pair.Key));
    }

    [Fact, Trait("Requirement", "IN4")]
    public void Other_encodings_are_refused()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            Assert.False(Cards.Read(encoding.GetBytes(Cards.Body), TransactionSchema.Default).Errors.IsEmpty);
        }

        Assert.False(Cards.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Cards.Body)], TransactionSchema.Default).Errors.IsEmpty);
        Assert.False(Cards.Read([.. "{\"amount\": \"\xFF\xFE\"}"u8, 0xFF], TransactionSchema.Default).Errors.IsEmpty);
    }

    [Theory, Trait("Requirement", "IN4")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"a\\udc00\"")]
    [InlineData("\"Food\\u0000\"")]
    public void Lone_surrogates_and_NUL_are_refused_by_their_field(string json)
    {
        Assert.Equal(["merchant_category"], Cards.Read(Cards.With("merchant_category", json)).Errors.ByField.Select(pair => pair.Key));
        Assert.Equal(["amount"], Cards.Read(Cards.With("amount", json)).Errors.ByField.Select(pair => pair.Key));
        Assert.False(Cards.Read(Cards.Body.Insert(1, $"{json}: 1, ")).Errors.IsEmpty);
    }

    [Fact, Trait("Requirement", "IN4")]
    public void A_flood_of_keys_takes_neither_long_nor_a_long_answer()
    {
        var unknown = "{" + string.Join(",", Enumerable.Range(0, 300_000).Select(i => $"\"k{i}\":1")) + "}";
        var again = "{" + string.Join(",", Enumerable.Repeat("\"amount\":1", 300_000)) + "}";
        var watch = Stopwatch.StartNew();

        Assert.EndsWith("; and 299998 more errors", Cards.Read(unknown).Errors.ToString(), StringComparison.Ordinal);
        Assert.Equal("is present more than once", Assert.Single(Cards.Read(again).Errors.Of("amount")));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact, Trait("Requirement", "IN12")]
    public void Random_bytes_are_refused_and_never_throw()
    {
        var garbage = new Garbage(seed: 12);
        for (var i = 0; i < 50_000; i++)
        {
            Assert.False(Cards.Read(garbage.Bytes(), TransactionSchema.Default).Errors.IsEmpty);
        }
    }

    [Fact, Trait("Requirement", "IN12")]
    public void Spoilt_bodies_never_throw()
    {
        var garbage = new Garbage(seed: 13);
        for (var i = 0; i < 50_000; i++)
        {
            Cards.Read(garbage.Spoil(Cards.Body.Insert(1, "\"transaction_id\": \"t-\\u00e9\", ")), TransactionSchema.Default);
        }
    }

    [Fact]
    public void A_schema_of_three_hundred_fields_works_as_well()
    {
        var schema = new TransactionSchema("wide",
            [.. Enumerable.Range(0, 300).Select(i => new Field { Name = $"f{i}", Kind = FieldKind.Number, Required = i % 2 == 0 })]);
        var body = "{" + string.Join(", ", Enumerable.Range(0, 300).Where(i => i % 2 == 0).Select(i => $"\"f{i}\": {i}")) + "}";
        var (transaction, _) = Cards.Read(Encoding.UTF8.GetBytes(body), schema);

        Assert.Equal(Enumerable.Range(0, 300).Select(i => i % 2 == 0 ? i : double.NaN), transaction!.Values.ToArray());
    }

    [Fact]
    public void An_optional_field_may_be_absent_or_null_and_takes_its_default_when_absent()
    {
        var schema = new TransactionSchema("small",
        [
            new Field { Name = "plain", Kind = FieldKind.Number, Required = false },
            new Field { Name = "preset", Kind = FieldKind.Number, Required = false, Default = 7 },
        ]);

        Assert.Equal([double.NaN, 7], Cards.Read("{}"u8.ToArray(), schema).Transaction!.Values.ToArray());
        Assert.Equal([double.NaN, 7], Cards.Read("{\"plain\": null}"u8.ToArray(), schema).Transaction!.Values.ToArray());
    }

    private static string OnlyFault(string json, string field, bool allowGood = false)
    {
        var (transaction, errors) = Cards.Read(json);
        if (allowGood && transaction is not null)
        {
            return "must be nothing else";
        }

        Assert.Equal([field], errors.ByField.Select(pair => pair.Key));
        return Assert.Single(errors.Of(field));
    }
}
