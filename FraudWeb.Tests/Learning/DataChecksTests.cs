using FraudWeb.Core.Learning;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Learning;

public class DataChecksTests
{
    [Theory]
    [InlineData(0, 0, "There are no rows")]
    [InlineData(100, 0, "All 100 rows are legitimate")]
    [InlineData(0, 100, "All 100 rows are fraud")]
    [InlineData(100, 9, "9 are fraud and 100 legitimate: at least 10 of each")]
    [InlineData(9, 100, "100 are fraud and 9 legitimate: at least 10 of each")]
    public void Data_of_which_no_model_can_be_made_is_refused_with_the_reason(int legitimate, int frauds, string why)
    {
        var e = Assert.Throws<TrainingException>(() => Training.Train(Rows(legitimate, frauds, (i, isFraud) => i), new(), MadeData.Now));
        Assert.Contains(why, e.Message);
    }

    [Theory]
    [InlineData(49, true)]
    [InlineData(50, false)]
    public void Fewer_than_50_frauds_are_warned_of(int frauds, bool warned) =>
        Assert.Equal(warned,
            Warnings(Rows(1000, frauds, (i, _) => i * 7919 % 1000)).Exists(warning => warning.Contains($"Only {frauds} rows are fraud")));

    [Fact]
    public void Ten_of_each_class_can_be_trained_on() =>
        Assert.InRange(Training.Train(Rows(10, 10, (i, _) => i * 7 % 20), new(), MadeData.Now).Score([3.0]).Probability, 0, 1);

    [Fact]
    public void A_constant_or_missing_column_is_warned_of()
    {
        Assert.Contains(
            Warnings(Rows(500, 100, (_, _) => 3)), warning => warning == "x is the same in every row: it tells the model nothing.");
        Assert.Contains(
            Warnings(Rows(500, 100, (_, _) => double.NaN)), warning => warning == "x is missing in every row: it tells the model nothing.");
    }

    [Fact]
    public void A_column_that_alone_gives_the_label_away_is_warned_of()
    {
        Func<int, bool, double>[] giveaways =
        [
            (i, isFraud) => isFraud ? 1 : 0,
            (i, isFraud) => isFraud ? -i : i + 1,
            (i, isFraud) => isFraud ? double.NaN : i,
            (i, isFraud) => isFraud ? 5 : i % 11 == 5 ? 4 : i % 11,
        ];
        Assert.All(giveaways, giveaway =>
            Assert.Contains(Warnings(Rows(2000, 100, giveaway)), warning =>
                warning.StartsWith("x alone gives the label away", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_strong_or_a_unique_column_is_not_taken_for_a_giveaway()
    {
        Assert.DoesNotContain(
            Warnings(Rows(2000, 100, (i, isFraud) => isFraud && i % 10 != 0 ? 1 : 0)), warning => warning.Contains("gives the label away"));
        Assert.DoesNotContain(Warnings(Rows(2000, 100, (i, _) => i * 7919L % 2100)), warning => warning.Contains("gives the label away"));
    }

    private static List<string> Warnings(Dataset data) => [.. DataChecks.Warnings(data, BinnedData.Of(data, 255, new()))];

    private static Dataset Rows(int legitimate, int frauds, Func<int, bool, double> value)
    {
        var builder = new Dataset.Builder(new("s", [new() { Name = "x", Kind = FieldKind.Number, Required = false }]));
        for (var i = 0; i < legitimate + frauds; i++)
        {
            builder.Add([value(i, i < frauds)], i < frauds);
        }

        return builder.Build();
    }
}
