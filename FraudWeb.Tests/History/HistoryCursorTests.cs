using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Tests.Storage;

namespace FraudWeb.Tests.History;

public class HistoryCursorTests
{
    private static readonly HistoryFilter Filter = new()
    {
        RiskLevel = RiskLevel.High,
        From = TestStore.Start,
        MinProbability = 0.5,
        Fields = [new(0, 1, 2)],
        Schema = TransactionSchema.Default,
    };

    public static TheoryData<HistoryFilter, HistorySort> Others => new()
    {
        { Filter, HistorySort.Oldest },
        { Filter with { RiskLevel = null }, HistorySort.Newest },
        { Filter with { RiskLevel = RiskLevel.Low }, HistorySort.Newest },
        { Filter with { RiskLevel = null, Decision = Decision.Decline }, HistorySort.Newest },
        { Filter with { From = TestStore.Start.AddMilliseconds(1) }, HistorySort.Newest },
        { Filter with { From = null, To = TestStore.Start }, HistorySort.Newest },
        { Filter with { MinProbability = null, MaxProbability = 0.5 }, HistorySort.Newest },
        { Filter with { Label = Label.None }, HistorySort.Newest },
        { Filter with { Source = PredictionSource.Form }, HistorySort.Newest },
        { Filter with { ModelVersion = 1 }, HistorySort.Newest },
        { Filter with { IsFraud = false }, HistorySort.Newest },
        { Filter with { TransactionId = "" }, HistorySort.Newest },
        { Filter with { Fields = [] }, HistorySort.Newest },
        { Filter with { Fields = [new(0, 1, 3)] }, HistorySort.Newest },
        { Filter with { Fields = [new(1, 1, 2)] }, HistorySort.Newest },
    };

    [Fact]
    public void A_cursor_is_read_back()
    {
        foreach (var probability in (double?[])[0.25, null, 0])
        {
            var cursor = new HistoryCursor(new(123, 456), probability);
            Assert.Equal(cursor, HistoryCursor.Parse(cursor.ToText(Filter, HistorySort.Newest), Filter, HistorySort.Newest));
        }
    }

    [Theory, Trait("Requirement", "IN7")]
    [MemberData(nameof(Others))]
    public void A_cursor_of_another_filter_or_order_is_refused(HistoryFilter other, HistorySort sort)
    {
        var text = new HistoryCursor(new(123, 456), 0.25).ToText(Filter, HistorySort.Newest);
        Assert.Throws<CursorException>(() => HistoryCursor.Parse(text, other, sort));
    }

    [Fact, Trait("Requirement", "IN7")]
    public void A_cursor_with_any_bit_changed_is_refused()
    {
        var text = new HistoryCursor(new(123, 456), 0.25).ToText(Filter, HistorySort.Newest);
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(text);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var changed = System.Buffers.Text.Base64Url.EncodeToString(bytes);
            Assert.Throws<CursorException>(() => HistoryCursor.Parse(changed, Filter, HistorySort.Newest));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory, Trait("Requirement", "IN7")]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("äöü")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("                                            ")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_cursor_is_refused(string text) =>
        Assert.Throws<CursorException>(() => HistoryCursor.Parse(text, Filter, HistorySort.Newest));
}
