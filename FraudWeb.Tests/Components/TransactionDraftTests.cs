using System.Globalization;
using FraudWeb.Components.Pages.Check;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Simulation;

namespace FraudWeb.Tests.Components;

public sealed class TransactionDraftTests : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public TransactionDraftTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

    public void Dispose() => CultureInfo.CurrentCulture = _before;

    [Fact]
    public void A_transaction_survives_the_form_to_the_last_bit()
    {
        for (var seed = 0ul; seed < 20; seed++)
        {
            var sent = CardExamples.Random(seed);

            var read = TransactionDraft.Of(sent.Schema, sent.Values, "own").Read(new());

            Assert.Equal(sent.Values.ToArray(), read!.Values.ToArray());
            Assert.Equal("own", read.Id);
        }
    }

    [Fact]
    public void The_JSON_of_a_draft_is_a_body_that_the_API_takes()
    {
        var sent = CardExamples.Random(3);
        var errors = new FieldErrors();

        var read = TransactionJson.Read(System.Text.Encoding.UTF8.GetBytes(TransactionDraft.Json(sent)), sent.Schema, errors);

        Assert.Equal("", errors.ToString());
        Assert.Equal(sent.Values.ToArray(), read!.Values.ToArray());
    }

    [Fact]
    public void Blank_fields_take_their_default_and_optional_ones_are_missing()
    {
        var schema = new TransactionSchema("made",
        [
            new() { Name = "trust", Kind = FieldKind.Integer, Default = 50 },
            new() { Name = "age", Kind = FieldKind.Integer, Required = false },
        ]);

        var read = new TransactionDraft(schema).Read(new());

        Assert.Equal([50, double.NaN], read!.Values.ToArray());
    }

    [Fact]
    public void Another_schema_takes_over_the_texts_of_the_fields_that_it_shares()
    {
        var draft = new TransactionDraft(TransactionSchema.Default) { [0] = "12.5" };
        var schema = new TransactionSchema(
            "made", [new() { Name = "fee", Kind = FieldKind.Number }, new() { Name = "amount", Kind = FieldKind.Number }]);

        var other = draft.For(schema);

        Assert.Equal(("", "12.5"), (other[0], other[1]));
    }

    [Fact, Trait("Requirement", "DP1")]
    public void What_looks_like_a_card_number_is_not_among_the_texts_to_keep_but_stays_in_the_form()
    {
        var draft = new TransactionDraft(TransactionSchema.Default) { Id = "4242 4242 4242 4242", [0] = "4242424242424242", [1] = "14" };

        var kept = draft.TextsToKeep();

        Assert.Equal(("", "", "14"), (kept["transaction_id"], kept["amount"], kept["transaction_hour"]));
        Assert.Equal(("4242 4242 4242 4242", "4242424242424242"),
            (draft.For(TransactionSchema.Default).Id, draft.For(TransactionSchema.Default)[0]));
    }

    [Theory]
    [InlineData(FieldKind.Number, 2, "1.5", 1, "1.51")]
    [InlineData(FieldKind.Number, 2, "0", -1, "0")]
    [InlineData(FieldKind.Number, 2, "", 1, "0.00")]
    [InlineData(FieldKind.Integer, null, "9", 1, "10")]
    [InlineData(FieldKind.Integer, null, "10", 1, "10")]
    [InlineData(FieldKind.Integer, null, "abc", 1, "abc")]
    public void A_step_is_one_of_the_last_decimal_shown_and_stays_within_the_limits(
        FieldKind kind, int? decimals, string text, int direction, string next) =>
        Assert.Equal(next, Stepping.Next(new() { Name = "x", Kind = kind, Decimals = decimals, Min = 0, Max = 10 }, text, direction));

    [Fact]
    public void A_curl_command_quotes_whatever_an_id_holds()
    {
        var transaction = new Transaction(new("made", [new() { Name = "amount", Kind = FieldKind.Number }]), [1.5], "it's");

        Assert.Equal(
            "curl -X POST 'http://127.0.0.1:5000/api/predict?explain=true' -H 'X-API-Key: YOUR_KEY' -H 'Content-Type: application/json' -d "
                + """'{"transaction_id":"it\u0027s","amount":1.5}'""",
            Curl.Command("http://127.0.0.1:5000/", transaction));
    }
}
