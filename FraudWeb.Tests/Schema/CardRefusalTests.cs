using System.Text;
using FraudWeb.Core.Batch;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;

namespace FraudWeb.Tests.Schema;

/// <summary>What becomes of a card number at each place where text or numbers come in.</summary>
[Trait("Requirement", "DP1")]
public class CardRefusalTests
{
    private const string Card = "4242424242424242";
    private const string Masked = "424242******4242";

    // 19 digits, of which a double keeps the first 16 or so.
    private const string LongCard = "4917610000000000003";

    [Theory]
    [InlineData("\"4242424242424242\"")]
    [InlineData("\"4242 4242 4242 4242\"")]
    [InlineData("\"order-4242-4242-4242-4242\"")]
    [InlineData("\"\\u0034242424242424242\"")]
    [InlineData("4242424242424242")]
    [InlineData("4242424242424242.0")]
    [InlineData("4.242424242424242e15")]
    [InlineData("4917610000000000003")]
    public void A_transaction_id_that_looks_like_one_is_refused_in_words_that_help(string json)
    {
        var (_, errors) = Cards.Read($$"""{"transaction_id": {{json}}, {{Cards.Body[1..]}}""");

        Assert.Equal("transaction_id: looks like a card number; send your own id or a token in its place", errors.ToString());
    }

    [Theory]
    [InlineData("\"4242424242424243\"")]
    [InlineData("\"d9428888-122b-11e1-b85c-501800000009\"")]
    [InlineData("1234567890123456")]
    [InlineData("4242424242424243")]
    public void Another_transaction_id_is_taken(string json) =>
        Assert.NotNull(Cards.Read($$"""{"transaction_id": {{json}}, {{Cards.Body[1..]}}""").Transaction);

    public static TheoryData<string> NumberFields =>
        [.. TransactionSchema.Default.Fields.Where(one => one.Kind != FieldKind.Category).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(NumberFields))]
    public void A_value_that_is_one_is_refused_by_its_field_however_it_is_written(string field)
    {
        foreach (var number in (string[])[
            Card, Card + ".0", "4.242424242424242e15", "-" + Card, "378282246310005", "501800000009", LongCard, LongCard + "e0"])
        {
            Assert.Equal(
                $"{field}: looks like a card number, which is not accepted", Cards.Read(Cards.With(field, number)).Errors.ToString());
            Assert.Equal($"{field}: looks like a card number, which is not accepted", CsvErrors(field, number).ToString());
        }
    }

    [Theory]
    [InlineData("4242424242424243")]
    [InlineData("4242424242424242.5")]
    [InlineData("4.242424242424242")]
    [InlineData("4917610000000000000")]
    [InlineData("1e300")]
    public void Another_large_number_is_an_amount(string number) => Assert.NotNull(Cards.Read(Cards.With("amount", number)).Transaction);

    [Theory]
    [InlineData("merchant_category", "\"4242 4242 4242 4242\"",
        "must be one of Clothing, Electronics, Food, Grocery, Travel, but is '4242 42** **** 4242'")]
    [InlineData(
        "merchant_category", "4242424242424242", "must be one of Clothing, Electronics, Food, Grocery, Travel, but is a card number")]
    [InlineData(
        "merchant_category", "4.242424242424242e15", "must be one of Clothing, Electronics, Food, Grocery, Travel, but is a card number")]
    [InlineData("amount", "\"4242-4242-4242-4242\"", "must be a number of at least 0, but is the text '4242-42**-****-4242'")]
    [InlineData("amount", "\"a text of thirty-one characters 4242424242424242\"",
        "must be a number of at least 0, but is the text 'a text of thirty-one characters 424242**…'")]
    public void What_is_said_of_another_value_does_not_repeat_it(string field, string json, string why) =>
        Assert.Equal($"{field}: {why}", Cards.Read(Cards.With(field, json)).Errors.ToString());

    [Fact]
    public void Names_and_reasons_are_masked_wherever_they_come_from()
    {
        var errors = new FieldErrors();

        errors.Add($"my {Card}", $"is not {Card}");
        errors.Add($"my {Card}", $"is not {Card}");

        Assert.Equal($"my {Masked}: is not {Masked}", errors.ToString());
    }

    [Fact]
    public void A_key_that_is_one_is_refused_and_not_repeated()
    {
        var (_, errors) = Cards.Read($$"""{"{{Card}}": {"x": 1}, {{Cards.Body[1..]}}""");

        Assert.Equal($"{Masked}: is not a field of this schema", errors.ToString());
    }

    [Fact]
    public void A_file_without_a_header_does_not_have_its_first_row_repeated()
    {
        var e = Assert.Throws<MissingColumnsException>(
            () => CsvErrors("amount", "1", header: $"{Card},14,Food,0,1,50,4242 4242 4242 4242"));

        Assert.Contains($"it has {Masked}, 14, Food, 0, 1, 50, 4242 42** **** 4242", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_is_none_is_told_masked()
    {
        var schema = new TransactionSchema("own", [new() { Name = "x", Kind = FieldKind.Number }], label: "y");
        using var rows = Rows($"x,y,when\n1,0,{Card}\n");

        var e = Assert.Throws<CsvException>(() => LabelledCsv.Read(rows, schema, "when", RejectedRows.Stop(), (_, _, _) => { }));

        Assert.Equal($"x.csv:2: when: must be a time such as 2026-01-31 23:59:59 or seconds since 1970, but is '{Masked}'", e.Message);
    }

    [Theory]
    [InlineData(false, $"line,reason,x,note\n2,\"x: looks like a card number, which is not accepted\",{Card},\"{Card}, stolen\"\n")]
    [InlineData(true, $"line,reason,x,note\n2,\"x: looks like a card number, which is not accepted\",{Masked},\"{Masked}, stolen\"\n")]
    public void A_row_set_aside_is_as_it_was_in_a_file_and_masked_where_a_log_may_be_written(bool masked, string written)
    {
        using var aside = new MemoryStream();
        using var rows = Rows($"x,note\n{Card},\"{Card}, stolen\"\n");
        var csv = new TransactionCsv(rows, new("own", [new() { Name = "x", Kind = FieldKind.Number }]));

        Assert.True(rows.Read());
        RejectedRows.SetAside(() => aside, masked).Take(rows, csv.Read(new double[1])!);

        Assert.Equal(written, Encoding.UTF8.GetString(aside.ToArray()));
    }

    [Theory]
    [InlineData(
        """{ "name": "4242424242424242", "fields": [ { "name": "a", "kind": "number" } ] }""", "contains what looks like a card number")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a 4242424242424242", "kind": "number" } ] }""",
        "fields[0] (a 424242******4242): name: contains")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "number", "title": "4242 4242 4242 4242" } ] }""",
        "fields[0] (a): title: contains what looks like a card number, '4242 42** **** 4242'")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "number", "help": "like 4242424242424242" } ] }""",
        "fields[0] (a): help: contains")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "category", "choices": ["b", "4242424242424242"] } ] }""",
        "fields[0] (a): choices: contains")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "number", "default": 4242424242424242 } ] }""",
        "fields[0] (a): default: looks like a card number")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "kind": "number", "4242424242424242": 1 } ] }""", "424242******4242")]
    [InlineData("""{ "name": "x", "label": "4242424242424242", "fields": [ { "name": "4242424242424242", "kind": "number" } ] }""",
        "'424242******4242' is used twice")]
    public void A_schema_that_holds_one_is_refused_and_the_message_does_not_repeat_it(string json, string told)
    {
        var message = Assert.Throws<SchemaException>(() => SchemaJson.Parse(Encoding.UTF8.GetBytes(json))).Message;

        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.DoesNotContain(Card, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_card_numbers_is_not_proposed_as_an_input()
    {
        using var rows = Rows($"text,number,kind,{Card},is_fraud\n4242 4242 4242 4242,1,a,1,0\nx,{LongCard},b,2,1\n");

        var (schema, leftOut, _) = SchemaProposal.Of(rows, "own");

        Assert.Equal(["kind"], schema.Fields.Select(field => field.Name));
        Assert.Equal(["text", "number", Card], leftOut.Select(column => column.Name));
        Assert.All(leftOut, column => Assert.StartsWith("contain card numbers (", column.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void A_good_transaction_is_read_without_an_allocation_for_it()
    {
        var (amount, id) = (TransactionSchema.Default.Fields[0], "d9428888-122b-11e1-b85c-501800000009");
        Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Read();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Read()
        {
            Assert.Null(Transaction.GetIdError(id));
            _ = FieldValue.Read(amount, "250.5", out _) + FieldValue.Read(amount, "9007199254740993", out _);
            var reader = new System.Text.Json.Utf8JsonReader("9007199254740993"u8);
            reader.Read();
            _ = FieldValue.Read(amount, ref reader, out _);
        }
    }

    private static FieldErrors CsvErrors(string field, string value, string header = Cards.Header)
    {
        var cells = Cards.Row.Split(',');
        cells[TransactionSchema.Default.PositionOf(field)] = value;
        using var rows = Rows($"{header}\n{string.Join(',', cells)}\n");
        var csv = new TransactionCsv(rows, TransactionSchema.Default);
        Assert.True(rows.Read());
        return csv.Read(new double[8])!;
    }

    private static CsvRows Rows(string csv) => new(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "x.csv");
}
