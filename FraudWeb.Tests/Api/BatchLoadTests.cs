using FraudWeb.Api;
using FraudWeb.Core.Actors;
using Microsoft.Extensions.Time.Testing;

namespace FraudWeb.Tests.Api;

[Trait("Requirement", "LC8")]
public sealed class BatchLoadTests : IDisposable
{
    private const int Largest = JsonBody.BatchLimit;
    private static readonly Actor First = Actor.Key(1);
    private static readonly Actor Second = Actor.Key(2);

    private readonly FakeTimeProvider _clock = new();
    private readonly BatchLoad _load;

    public BatchLoadTests() => _load = new(_clock);

    public void Dispose() => _load.Dispose();

    [Fact]
    public async Task One_caller_gets_half_of_the_room_and_another_still_finds_some()
    {
        var taken = new List<IDisposable?>();
        for (var i = 0; i < BatchLoad.RoomPerCaller / Largest; i++)
        {
            taken.Add(await _load.TakeRoomAsync(First, Largest, default));
        }

        var waiting = _load.TakeRoomAsync(First, Largest, default);
        Assert.False(waiting.IsCompleted);
        Assert.NotNull(await _load.TakeRoomAsync(Second, Largest, default));

        taken[0]!.Dispose();
        Assert.NotNull(await waiting);
        Assert.DoesNotContain(null, taken);
    }

    [Fact]
    public async Task Whoever_finds_no_room_for_five_seconds_is_refused_and_takes_none()
    {
        var whole = await Task.WhenAll(
            _load.TakeRoomAsync(First, BatchLoad.RoomPerCaller, default), _load.TakeRoomAsync(Second, BatchLoad.RoomPerCaller, default));
        var third = _load.TakeRoomAsync(Actor.Key(3), 1, default);

        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await third);

        foreach (var room in whole)
        {
            room!.Dispose();
            room.Dispose();
        }

        Assert.NotNull(await _load.TakeRoomAsync(First, BatchLoad.RoomPerCaller, default));
        Assert.NotNull(await _load.TakeRoomAsync(Second, BatchLoad.RoomPerCaller, default));
    }

    [Fact]
    public async Task A_caller_that_is_gone_leaves_the_queue()
    {
        using var gone = new CancellationTokenSource();
        var room = await _load.TakeRoomAsync(First, BatchLoad.RoomPerCaller, default);
        var left = _load.TakeRoomAsync(First, 1, gone.Token);
        var next = _load.TakeRoomAsync(First, 2, default);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        room!.Dispose();
        Assert.NotNull(await next);
    }

    [Fact]
    public async Task Large_batches_leave_a_processor_to_everything_else()
    {
        var most = Math.Max(1, Environment.ProcessorCount - 1);
        var (running, highest) = (0, 0);
        var all = Enumerable.Range(0, 8).Select(_ => Task.Run(() => _load.RunAsync(Largest, Work, default))).ToList();
        await Task.WhenAll(all);

        Assert.InRange(highest, 1, most);

        Task<int> Work()
        {
            highest = Math.Max(highest, Interlocked.Increment(ref running));
            var spin = new SpinWait();
            for (var i = 0; i < 200; i++)
            {
                spin.SpinOnce();
            }

            return Task.FromResult(Interlocked.Decrement(ref running));
        }
    }
}
