using System.Text;
using FraudWeb.Api;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;
using FraudWeb.Tests.Schema;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Api;

public class BodyReaderTests
{
    private const string Label = """{"label": "fraud", "note": "called \u00e9 \n the cardholder"}""";
    private static readonly string Batch = $$"""{"transactions": [{{Cards.Body}}, {{Cards.Body}}]}""";

    [Theory, Trait("Requirement", "IN12")]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_and_spoilt_batches_never_throw(bool spoilt)
    {
        var garbage = new Garbage(seed: 14);
        for (var i = 0; i < 25_000; i++)
        {
            var errors = new FieldErrors();
            var items = BatchBody.Read(spoilt ? garbage.Spoil(Batch) : garbage.Bytes(), TransactionSchema.Default, 10, errors);

            Assert.All(items, item => Assert.NotEqual(item.Transaction is null, item.Errors.IsEmpty));
            Assert.True(spoilt || !errors.IsEmpty);
        }
    }

    [Theory, Trait("Requirement", "IN12")]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_and_spoilt_labels_never_throw(bool spoilt)
    {
        var garbage = new Garbage(seed: 15);
        for (var i = 0; i < 25_000; i++)
        {
            var errors = new FieldErrors();
            var (label, _) = LabelBody.Read(spoilt ? garbage.Spoil(Label) : garbage.Bytes(), errors);

            Assert.True(label != Core.History.Label.None || !errors.IsEmpty);
        }
    }

    [Theory, Trait("Requirement", "IN4")]
    [InlineData("\"a\\u0000b\"", "note")]
    [InlineData("\"a\\u001bb\"", "note")]
    [InlineData("\"\\ud800\"", "note")]
    [InlineData("\"ok\", \"\\ud800\": 1", "body")]
    public void A_note_that_can_not_be_kept_is_refused(string note, string blamed)
    {
        var errors = new FieldErrors();
        LabelBody.Read(Encoding.UTF8.GetBytes($"{{\"label\": \"fraud\", \"note\": {note}}}"), errors);

        Assert.Equal([blamed], errors.ByField.Select(pair => pair.Key));
    }

    [Theory]
    [InlineData("two\nlines\r\n\tand a tab")]
    [InlineData("🙂")]
    [InlineData("")]
    public void A_note_may_have_lines_and_any_letters(string note) => Assert.Null(LabelBody.WhyNotNote(note));

    [Fact, Trait("Requirement", "IN2")]
    public void A_note_that_is_too_long_is_refused()
    {
        Assert.Null(LabelBody.WhyNotNote(new string('x', LabelBody.MaxNoteLength)));
        Assert.NotNull(LabelBody.WhyNotNote(new string('x', LabelBody.MaxNoteLength + 1)));
    }
}
