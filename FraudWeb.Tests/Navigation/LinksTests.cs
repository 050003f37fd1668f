using FraudWeb.Core.Scoring;
using FraudWeb.Navigation;

namespace FraudWeb.Tests.Navigation;

public sealed class LinksTests
{
    [Fact]
    public void A_link_without_filters_has_no_query() => Assert.Equal("/history", Links.History(new HistoryLink()));

    [Fact]
    public void Filters_are_escaped_and_named_as_in_the_API() =>
        Assert.Equal(
            "/history?from=2026-01-02T03%3A04%3A05.000Z&risk_level=HIGH&min_probability=0.7"
                + "&transaction_id=a%26b&field.merchant_category=Travel",
            Links.History(new()
            {
                From = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                RiskLevel = RiskLevel.High,
                MinProbability = 0.7,
                TransactionId = "a&b",
                Fields = [("merchant_category", "Travel")],
            }));
}
