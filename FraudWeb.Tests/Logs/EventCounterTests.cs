using FraudWeb.Logs;
using Microsoft.Extensions.Time.Testing;

namespace FraudWeb.Tests.Logs;

[Trait("Requirement", "LG2")]
public sealed class EventCounterTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<(string? Kind, int More)> _reported = [];
    private readonly EventCounter<string> _counter;

    public EventCounterTests() => _counter = new(_clock, (kind, more) => _reported.Add((kind, more)));

    public void Dispose() => _counter.Dispose();

    [Fact]
    public void The_first_event_is_logged_and_the_others_are_counted_once_a_minute()
    {
        Assert.Equal([true, false, false, true], ((string[])["a", "a", "a", "b"]).Select(_counter.IsFirst));
        Assert.Empty(_reported);

        _clock.Advance(2 * EventCounter<string>.Window);
        Assert.Equal([("a", 2)], _reported);
        Assert.True(_counter.IsFirst("a"));
    }

    [Fact]
    public void Kinds_without_number_take_no_memory_and_are_counted_together()
    {
        var first = Enumerable.Range(0, 5_000).Count(i => _counter.IsFirst($"{i}"));

        Assert.Equal(EventCounter<string>.MaxKinds, first);
        _counter.Dispose();
        Assert.Equal([(null, 5_000 - EventCounter<string>.MaxKinds)], _reported);
    }
}
