using FraudWeb.Core.Learning;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Learning;

public class CategoryTests
{
    private const int Seeds = 3;

    [Theory]
    [InlineData(10)]
    [InlineData(250)]
    [InlineData(700)]
    [InlineData(3_000)]
    [InlineData(20_000)]
    public void A_meaningless_category_costs_at_most_2_percent_of_average_precision(int choices)
    {
        var (without, with) = (AveragePrecision(choices, 0, Shop.Absent), AveragePrecision(choices, 0, Shop.Choice));
        Assert.True(with >= 0.98 * without, $"{with} with {choices} choices, {without} without");
    }

    [Fact]
    public void Bad_shops_among_many_are_found_nearly_as_if_they_were_known()
    {
        double Measure(Shop shop) => AveragePrecision(choices: 300, badShare: 0.03, shop);
        var (without, with, known) = (Measure(Shop.Absent), Measure(Shop.Choice), Measure(Shop.Badness));
        var found = (with - without) / (known - without);
        Assert.True(found >= 0.8, $"{found}: {without} without shops, {with} with them, {known} with the bad ones known");
    }

    [Fact]
    public void A_choice_that_no_training_row_has_is_scored()
    {
        var model = Training.Train(Rows(400, 1, badShare: 0.05, Shop.Choice, used: 300), new() { Trees = 20 }, MadeData.Now);
        Assert.InRange(model.Score([30.0, 12, 399]).Probability, 0, 1);
    }

    private static double AveragePrecision(int choices, double badShare, Shop shop) => Enumerable.Range(1, Seeds).Average(seed =>
        Training.Train(Rows(choices, seed, badShare, shop), new() { LearningRate = 0.1 }, MadeData.Now,
            Rows(choices, seed + 100, badShare, shop))
            .Report.Holdout!.AveragePrecision);

    /// <summary>12,000 rows; 5 % are fraud, by amount and hour; in bad shops 30 % are.</summary>
    private static Dataset Rows(int choices, int seed, double badShare, Shop shop, int? used = null)
    {
        List<Field> fields = [new() { Name = "amount", Kind = FieldKind.Number }, new() { Name = "hour", Kind = FieldKind.Integer }];
        if (shop != Shop.Absent)
        {
            fields.Add(shop == Shop.Badness
                ? new() { Name = "is_bad", Kind = FieldKind.Flag }
                : new() { Name = "shop", Kind = FieldKind.Category, Choices = [.. Enumerable.Range(0, choices).Select(i => $"s{i}")] });
        }

        var (random, builder) = (new Random(seed), new Dataset.Builder(new("shops", [.. fields])));
        for (var i = 0; i < 12_000; i++)
        {
            var choice = random.Next(used ?? choices);
            var isBad = choice % 100 < 100 * badShare;
            var isFraud = random.NextDouble() < (isBad ? 0.3 : 0.05);
            var amount = Math.Exp(random.NextDouble() * 3 + (isFraud && random.NextDouble() < 0.6 ? 2 : 0));
            double hour = isFraud && random.NextDouble() < 0.5 ? random.Next(4) : random.Next(24);
            builder.Add(shop switch
            {
                Shop.Absent => [amount, hour],
                Shop.Badness => [amount, hour, isBad ? 1 : 0],
                _ => [amount, hour, choice],
            }, isFraud);
        }

        return builder.Build();
    }

    /// <summary>What the rows have of the shop.</summary>
    private enum Shop
    {
        /// <summary>Nothing.</summary>
        Absent,

        /// <summary>Which it is.</summary>
        Choice,

        /// <summary>Whether it is a bad one: as much as a model could ever learn.</summary>
        Badness,
    }
}
