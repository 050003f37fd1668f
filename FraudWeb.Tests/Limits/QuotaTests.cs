using System.Net;
using FraudWeb.Limits;
using FraudWeb.Logs;
using FraudWeb.Tests.Storage;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Limits;

[Trait("Requirement", "IN9")]
public class QuotaTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly MovableClock _clock = new(TestStore.Start);

    [Fact]
    public void As_many_as_allowed_go_through_in_a_window_and_each_counts_for_itself()
    {
        var quotas = new Quotas(_clock);
        for (var i = 9; i >= 0; i--)
        {
            Assert.Equal(new QuotaState(true, i, Minute), quotas.Take("key:1", 10, Minute));
        }

        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(new QuotaState(false, 0, TimeSpan.FromSeconds(40)), quotas.Take("key:1", 10, Minute));
        Assert.True(quotas.IsUsedUp("key:1", 10, Minute));
        Assert.True(quotas.Take("key:2", 10, Minute).Allowed);

        _clock.Advance(TimeSpan.FromSeconds(40));
        Assert.False(quotas.IsUsedUp("key:1", 10, Minute));
        Assert.Equal(new QuotaState(true, 9, Minute), quotas.Take("key:1", 10, Minute));
    }

    [Fact]
    public void Many_threads_get_no_more_than_allowed()
    {
        var quotas = new Quotas(_clock);
        var allowed = 0;
        Parallel.For(0, 10_000, _ =>
        {
            if (quotas.Take("key:1", 100, Minute).Allowed)
            {
                Interlocked.Increment(ref allowed);
            }
        });

        Assert.Equal(100, allowed);
    }

    [Fact]
    public void Addresses_that_went_away_are_forgotten()
    {
        var quotas = new Quotas(_clock);
        for (var i = 0; i < 20_000; i++)
        {
            quotas.Take($"192.0.2.{i}", 10, Minute);
        }

        _clock.Advance(Minute);
        quotas.Take("198.51.100.1", 10, Minute);

        Assert.Equal(1, quotas.Count);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    public void One_customers_network_is_one_address(string address, string partition) =>
        Assert.Equal(partition, Networks.Of(IPAddress.Parse(address)));
}
