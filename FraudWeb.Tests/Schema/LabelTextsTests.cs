using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Schema;

public class LabelTextsTests
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("1.0", true)]
    [InlineData("TRUE", true)]
    [InlineData("t", true)]
    [InlineData("Y", true)]
    [InlineData("yes", true)]
    [InlineData(" Fraud ", true)]
    [InlineData("0", false)]
    [InlineData("0.0", false)]
    [InlineData("False", false)]
    [InlineData("f", false)]
    [InlineData("N", false)]
    [InlineData("no", false)]
    [InlineData("legit", false)]
    [InlineData("legitimate", false)]
    [InlineData("", null)]
    [InlineData("NA", null)]
    [InlineData("unknown", null)]
    public void Usual_texts_are_read(string text, bool? isFraud)
    {
        Assert.Equal(isFraud, new LabelTexts([], []).Read(text, out var why));
        Assert.Null(why);
    }

    [Theory]
    [InlineData("2", "2")]
    [InlineData("-1", "-1")]
    [InlineData("maybe", "'maybe'")]
    public void A_text_that_means_different_things_in_different_files_is_refused(string text, string shown)
    {
        Assert.Null(new LabelTexts([], []).Read(text, out var why));
        Assert.StartsWith($"must be 0, 1, true or false, but is {shown}; ", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", true)]
    [InlineData("2.0", true)]
    [InlineData("1", false)]
    [InlineData("", null)]
    public void Texts_that_a_schema_names_take_the_place_of_the_usual_ones(string text, bool? isFraud)
    {
        Assert.Equal(isFraud, new LabelTexts(["2"], ["1"]).Read(text, out var why));
        Assert.Null(why);
    }

    [Fact]
    public void An_error_says_which_texts_the_schema_names()
    {
        new LabelTexts(["illicit"], ["licit"]).Read("0", out var why);

        Assert.StartsWith("must be illicit for fraud or licit for legitimate, but is 0; ", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_file_keeps_its_texts_and_has_none_by_itself()
    {
        var schema = new TransactionSchema("own", [new Field { Name = "a", Kind = FieldKind.Flag }], label: "y", positive: ["2"],
            negative: ["1"]);
        var read = SchemaJson.Parse(System.Text.Encoding.UTF8.GetBytes(schema.Json));

        Assert.Equal((schema.Json, "2", "1"), (read.Json, Assert.Single(read.Positive), Assert.Single(read.Negative)));
        Assert.DoesNotContain("positive", TransactionSchema.Default.Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "x", "positive": ["a"], "fields": [ { "name": "a", "kind": "flag" } ] }""", "there is no label")]
    [InlineData("""{ "name": "x", "label": "y", "positive": [""], "fields": [ { "name": "a", "kind": "flag" } ] }""",
        "must not contain empty")]
    [InlineData("""{ "name": "x", "label": "y", "positive": ["A"], "negative": ["a"], "fields": [ { "name": "a", "kind": "flag" } ] }""",
        "'A' can't mean both")]
    [InlineData("""{ "name": "x", "label": "y", "positive": ["4242424242424242"], "fields": [ { "name": "a", "kind": "flag" } ] }""",
        "contains what looks like a card number")]
    public void Texts_that_make_no_sense_are_refused(string json, string told) => Assert.Contains(
        told, Assert.Throws<SchemaException>(() => SchemaJson.Parse(System.Text.Encoding.UTF8.GetBytes(json))).Message,
        StringComparison.Ordinal);
}
