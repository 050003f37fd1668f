using FraudWeb.Core.History;
using Microsoft.Extensions.Time.Testing;

namespace FraudWeb.Tests.History;

public sealed class PredictionFeedTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SemaphoreSlim _signals = new(0);
    private readonly PredictionFeed _feed;

    public PredictionFeedTests()
    {
        _feed = new(_clock);
        _clock.Advance(PredictionFeed.Interval);
    }

    public void Dispose()
    {
        _feed.Dispose();
        _signals.Dispose();
    }

    [Fact]
    public async Task The_first_change_is_told_at_once_and_those_of_a_second_together()
    {
        using var subscription = _feed.Subscribe(SignalAsync);

        _feed.Changed();
        _clock.Advance(TimeSpan.Zero);
        await ToldAsync();

        _feed.Changed();
        _feed.Changed();
        _clock.Advance(PredictionFeed.Interval - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, _signals.CurrentCount);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await ToldAsync();
        _clock.Advance(PredictionFeed.Interval);
        Assert.Equal(0, _signals.CurrentCount);
    }

    [Fact]
    public async Task One_that_fails_leaves_the_others_told()
    {
        using var failing = _feed.Subscribe(() => throw new InvalidOperationException("planted"));
        using var subscription = _feed.Subscribe(SignalAsync);

        _feed.Changed();
        _clock.Advance(TimeSpan.Zero);

        await ToldAsync();
    }

    [Fact]
    public void One_that_has_gone_is_told_nothing()
    {
        _feed.Subscribe(SignalAsync).Dispose();

        _feed.Changed();
        _clock.Advance(PredictionFeed.Interval);

        Assert.Equal(0, _signals.CurrentCount);
    }

    private Task SignalAsync()
    {
        _signals.Release();
        return Task.CompletedTask;
    }

    private async Task ToldAsync() => Assert.True(await _signals.WaitAsync(TimeSpan.FromSeconds(30)), "no signal came");
}
