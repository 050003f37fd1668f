using System.Globalization;
using System.Security.Cryptography;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Simulation;

namespace FraudWeb.Tests.Simulation;

public class CardWorldTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private static readonly Lazy<List<SimulatedTransaction>> OneMonth = new(() => [.. CardWorld.Simulate(7, 100_000, Start, Month)]);

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_every_machine() =>
        Assert.Equal(
            "482c79ec8a4f36618a613ebcc8593305c1755a7b4e5e17e6a47373f1a5638dd3", HashOf(CardWorld.Simulate(42, 10_000, Start, Month)));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void No_culture_changes_a_world(string culture)
    {
        var expected = HashOf(CardWorld.Simulate(42, 1_000, Start, Month));
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Assert.Equal(expected, HashOf(CardWorld.Simulate(42, 1_000, Start, Month)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Another_seed_gives_another_world() =>
        Assert.NotEqual(HashOf(CardWorld.Simulate(1, 1_000, Start, Month)), HashOf(CardWorld.Simulate(2, 1_000, Start, Month)));

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1, 30)]
    [InlineData(10, 1)]
    [InlineData(5_000, 365)]
    public void It_yields_exactly_as_many_rows_as_asked_for_within_the_span(int rows, int days)
    {
        var world = CardWorld.Simulate(3, rows, Start, TimeSpan.FromDays(days)).ToList();

        Assert.Equal(rows, world.Count);
        Assert.All(world, row => Assert.InRange(row.Time, Start, Start.AddDays(days).AddTicks(-1)));
        Assert.Equal(Enumerable.Range(1, rows).Select(number => number.ToString(CultureInfo.InvariantCulture)),
            world.Select(row => row.Transaction.Id));
    }

    [Fact]
    public void Rows_come_in_order_of_time() =>
        Assert.All(OneMonth.Value.Zip(OneMonth.Value.Skip(1)), pair => Assert.True(pair.First.Time <= pair.Second.Time));

    [Fact]
    public void Every_value_is_one_that_the_default_schema_takes()
    {
        var fields = TransactionSchema.Default.Fields;
        foreach (var row in OneMonth.Value)
        {
            for (var i = 0; i < fields.Length; i++)
            {
                Assert.Null(fields[i].GetError(row.Transaction.Values[i]));
            }
        }
    }

    [Fact]
    public void About_one_row_in_eighty_is_fraud() =>
        Assert.InRange(OneMonth.Value.Average(row => row.IsFraud ? 1.0 : 0), 0.010, 0.015);

    [Fact]
    public void Every_kind_of_fraud_and_of_honest_behaviour_occurs()
    {
        var kinds = OneMonth.Value.GroupBy(row => row.Scenario).ToDictionary(kind => kind.Key, kind => kind.Count());

        Assert.All(Enum.GetValues<Scenario>(), kind => Assert.InRange(kinds.GetValueOrDefault(kind), 100, 100_000));
    }

    [Fact]
    public void A_good_model_gets_most_of_it_right_and_not_all()
    {
        var rows = new Dataset.Builder(TransactionSchema.Default);
        foreach (var row in OneMonth.Value)
        {
            rows.Add(row.Transaction.Values, row.IsFraud, row.Time);
        }

        var data = rows.Build();
        var (train, holdout) = Splits.Stratified(data.Labels, share: 0.25, seed: 1);
        var model = Training.Train(data.Select(train), new TrainingOptions(), Start, data.Select(holdout));

        Assert.InRange(model.Report.Holdout!.AveragePrecision, 0.7, 0.9);
        Assert.Empty(model.Report.Warnings);
    }

    [Fact]
    public void Some_labels_are_wrong_both_ways()
    {
        Assert.Contains(OneMonth.Value, row => row is { Scenario: < Scenario.StolenAbroad, IsFraud: true });
        Assert.Contains(OneMonth.Value, row => row is { Scenario: >= Scenario.StolenAbroad, IsFraud: false });
    }

    [Fact]
    public void People_pay_by_day_more_than_by_night_and_on_Saturdays_more_than_on_Mondays()
    {
        var byHour = OneMonth.Value.ToLookup(row => row.Time.Hour);
        var byDay = OneMonth.Value.Where(row => row.Time < Start.AddDays(28)).ToLookup(row => row.Time.DayOfWeek);

        Assert.True(byHour[18].Count() > 5 * byHour[3].Count());
        Assert.True(byDay[DayOfWeek.Saturday].Count() > 1.2 * byDay[DayOfWeek.Monday].Count());
    }

    [Fact]
    public void The_first_rows_have_a_history_too() =>
        Assert.InRange(OneMonth.Value.Take(1_000).Average(row => row.Transaction.Values[6]), 1, 4);

    [Fact]
    public void A_span_under_an_hour_or_before_1971_and_a_negative_count_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CardWorld.Simulate(1, 10, Start, TimeSpan.FromMinutes(59)));
        Assert.Throws<ArgumentOutOfRangeException>(() => CardWorld.Simulate(1, 10, DateTimeOffset.UnixEpoch, Month));
        Assert.Throws<ArgumentOutOfRangeException>(() => CardWorld.Simulate(1, -1, Start, Month));
    }

    [Fact]
    public void Examples_are_of_the_kind_that_they_say()
    {
        Assert.True(CardExamples.Fit(TransactionSchema.Default));
        for (var seed = 0UL; seed < 20; seed++)
        {
            Assert.Null(CardExamples.Random(seed).Id);
            Assert.Equal(8, CardExamples.Typical(seed).Values.Length);
            Assert.Equal(1, CardExamples.Suspicious(seed).Values[TransactionSchema.Default.PositionOf("foreign_transaction")]);
        }
    }

    private static string HashOf(IEnumerable<SimulatedTransaction> rows)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var row in rows)
        {
            writer.Write(row.Transaction.Id!);
            writer.Write(row.Time.ToUnixTimeMilliseconds());
            writer.Write(row.IsFraud);
            foreach (var value in row.Transaction.Values)
            {
                writer.Write(value);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
    }
}
