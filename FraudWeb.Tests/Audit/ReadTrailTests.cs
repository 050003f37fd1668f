using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Audit;

[Trait("Requirement", "AD1")]
public class ReadTrailTests
{
    private static readonly Caller Reader = new(Actor.Key(7), "192.0.2.1");

    [Fact]
    public async Task The_first_call_of_an_hour_is_recorded_at_once_and_all_of_them_when_it_is_over()
    {
        await using var store = new AccessStore();
        var trail = store.Get<ReadTrail>();
        for (var i = 0; i < 300; i++)
        {
            await trail.RecordAsync(Reader, 50);
        }

        await trail.RecordAsync(new(Actor.Key(8)), 1);
        await trail.SummarizeAsync();
        Assert.Equal([("key:8", "first call of an hour"), ("key:7", "first call of an hour")], await ToldAsync(store));

        store.Clock.Advance(TimeSpan.FromHours(1));
        await trail.SummarizeAsync();
        await trail.SummarizeAsync();

        Assert.Equal(
            [("key:7", "300 calls since 2026-03-01 00:00 UTC read 15000 predictions"),
                ("key:8", "1 calls since 2026-03-01 00:00 UTC read 1 predictions")],
            (await ToldAsync(store))[..2].Order());
        Assert.Equal(4, (await ToldAsync(store)).Count);
    }

    [Fact]
    public async Task The_calls_of_an_hour_that_is_not_over_are_recorded_before_the_program_ends()
    {
        await using var store = new AccessStore();
        var trail = store.Get<ReadTrail>();
        await trail.RecordAsync(Reader, 2);
        await trail.RecordAsync(Reader, 3);

        await trail.SummarizeAsync(all: true);

        Assert.Equal(("key:7", "2 calls since 2026-03-01 00:00 UTC read 5 predictions"), (await ToldAsync(store))[0]);
    }

    private static async Task<List<(string Actor, string? Detail)>> ToldAsync(AccessStore store) =>
        [.. (await store.Audit.PageAsync(new(Action: AuditActions.PredictionsRead), 100)).Select(entry => (entry.Actor, entry.Detail))];
}
