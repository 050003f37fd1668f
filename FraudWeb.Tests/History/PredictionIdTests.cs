using FraudWeb.Core.History;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Tests.History;

public class PredictionIdTests
{
    [Fact]
    public void Ids_rise_in_the_order_asked_for_even_when_the_clock_steps_back()
    {
        var ids = new PredictionIds(TimeProvider.System, NullLogger<PredictionIds>.Instance);
        var moment = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var made = Enumerable.Range(0, 10_000).Select(i => ids.Next(moment.AddMilliseconds(i % 50 == 0 ? -4_000 : i / 100))).ToList();

        Assert.Equal(made.Order(), made);
        Assert.Equal(made.Count, made.Distinct().Count());
        Assert.Equal(made.Select(id => id.ToString()).Order(StringComparer.Ordinal), made.Select(id => id.ToString()));
        var bytes = made.Select(id => id.ToBytes()).ToList();
        Assert.All(bytes.Zip(bytes.Skip(1)), pair => Assert.True(pair.First.AsSpan().SequenceCompareTo(pair.Second) < 0));
    }

    [Theory, Trait("Requirement", "LC7")]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(87_600)]
    public void Ids_follow_a_clock_that_was_ahead_back(int hours)
    {
        var ids = new PredictionIds(TimeProvider.System, NullLogger<PredictionIds>.Instance);
        var moment = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(moment.AddHours(hours), ids.Next(moment.AddHours(hours)).Timestamp);
        var back = ids.Next(moment);

        Assert.Equal(moment, back.Timestamp);
        Assert.True(ids.Next(moment) > back);
        Assert.Equal(moment.AddHours(-hours), ids.Next(moment.AddHours(-hours)).Timestamp);
    }

    [Fact]
    public void An_id_is_read_back_from_its_text_and_its_bytes()
    {
        var ids = new PredictionIds(TimeProvider.System, NullLogger<PredictionIds>.Instance);
        for (var i = 0; i < 1_000; i++)
        {
            var id = ids.Next();
            Assert.True(PredictionId.TryParse(id.ToString(), out var upper));
            Assert.True(PredictionId.TryParse(id.ToString().ToLowerInvariant(), out var lower));
            Assert.Equal((id, id, id), (upper, lower, PredictionId.FromBytes(id.ToBytes())));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("01J9ZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("01J9ZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("81J9ZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("01J9ZZZZZZZZZZZZZZZZZZZZZU")]
    [InlineData("01J9ZZZZZZZZZZZZZZZZZZZZZ-")]
    public void What_is_no_id_is_not_read(string? text) => Assert.False(PredictionId.TryParse(text, out _));

    [Fact]
    public void All_ids_of_a_moment_lie_between_it_and_the_next_millisecond()
    {
        var moment = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var id = new PredictionIds(TimeProvider.System, NullLogger<PredictionIds>.Instance).Next(moment);
        Assert.Equal(moment, id.Timestamp);
        Assert.True(id >= PredictionId.From(moment) && id < PredictionId.From(moment.AddMilliseconds(1)));
    }
}
