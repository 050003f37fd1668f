using System.Globalization;
using FraudWeb.Core.Schema;
using FraudWeb.Display;

namespace FraudWeb.Tests.Display;

public sealed class NumbersTests : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    // A machine set to German must not turn points into commas.
    public NumbersTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

    public void Dispose() => CultureInfo.CurrentCulture = _before;

    [Theory]
    [InlineData(null, "no score")]
    [InlineData(0.0, "0%")]
    [InlineData(1e-9, "< 0.1%")]
    [InlineData(0.00099, "< 0.1%")]
    [InlineData(0.001, "0.1%")]
    [InlineData(0.0234, "2.3%")]
    [InlineData(0.999, "99.9%")]
    [InlineData(0.99951, "> 99.9%")]
    [InlineData(0.9999999, "> 99.9%")]
    [InlineData(1.0, "100%")]
    public void A_probability_is_never_rounded_to_certainty(double? share, string text) => Assert.Equal(text, Numbers.Percent(share));

    [Theory]
    [InlineData(0.018, "+1.8 points")]
    [InlineData(-0.4, "−40.0 points")]
    [InlineData(0.0001, "+ < 0.1 points")]
    [InlineData(-0.0001, "− < 0.1 points")]
    [InlineData(0, "no change")]
    public void A_difference_is_told_in_points_with_its_sign(double difference, string text) =>
        Assert.Equal(text, Numbers.Points(difference));

    [Fact]
    public void Counts_and_money_have_their_thousands_apart()
    {
        Assert.Equal("1,234,567", Numbers.Count(1_234_567));
        Assert.Equal("1,250.50 USD", Numbers.Money(1250.5, "USD"));
    }

    [Theory]
    [InlineData(40, "< 0.1 ms")]
    [InlineData(400, "0.4 ms")]
    [InlineData(250_000, "250 ms")]
    [InlineData(1_200_000, "1.2 s")]
    public void A_duration_has_the_unit_that_suits_it(int microseconds, string text) =>
        Assert.Equal(text, Numbers.Duration(TimeSpan.FromMicroseconds(microseconds)));

    [Theory]
    [InlineData(1.163, "raises the odds × 3.2")]
    [InlineData(-1.13, "lowers the odds ÷ 3.1")]
    [InlineData(5, "raises the odds × 148")]
    [InlineData(0.01, "hardly moves the odds")]
    [InlineData(0, "does not move the odds")]
    public void A_contribution_reads_as_what_it_does_to_the_odds(double contribution, string text) =>
        Assert.Equal(text, Odds.Effect(contribution));

    [Theory]
    [InlineData("amount", 1250, "1,250.00 USD")]
    [InlineData("amount", 0.001, "0.001 USD")]
    [InlineData("transaction_hour", 14, "14 h")]
    [InlineData("merchant_category", 1, "Electronics")]
    [InlineData("foreign_transaction", 1, "yes")]
    [InlineData("foreign_transaction", 0, "no")]
    [InlineData("cardholder_age", double.NaN, "not given")]
    public void A_value_reads_with_its_unit_and_hides_no_decimals(string field, double value, string text) =>
        Assert.Equal(text, Values.Show(TransactionSchema.Default.Fields.Single(f => f.Name == field), value));
}
