using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Access;

[Trait("Requirement", "AU9")]
public class TotpTests
{
    // RFC 6238, appendix B: the secret 12345678901234567890 in base 32, the last six of the eight digits.
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, TotpCodes.CodeAt(Secret, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [Fact]
    public void A_code_is_good_for_a_step_before_and_after_and_only_once()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var code = TotpCodes.CodeAt(Secret, now);

        var step = TotpCodes.FindStep(code, Secret, now, lastUsed: 0);
        Assert.NotNull(step);
        Assert.Equal(step, TotpCodes.FindStep(code, Secret, now.AddSeconds(30), lastUsed: 0));
        Assert.Equal(step, TotpCodes.FindStep(code, Secret, now.AddSeconds(-30), lastUsed: 0));
        Assert.Null(TotpCodes.FindStep(code, Secret, now.AddSeconds(60), lastUsed: 0));
        Assert.Null(TotpCodes.FindStep(code, Secret, now, lastUsed: step.Value));
    }

    [Fact]
    public async Task A_recovery_code_works_once_and_is_not_kept_readably()
    {
        await using var store = new AccessStore();
        var account = await store.AddAsync();
        var (secret, codes) = await store.WithSecondFactorAsync(account);

        Assert.Equal(10, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.True(await store.SecondFactor.RedeemAsync(account, account.SecurityStamp, codes[3].ToLowerInvariant(), Caller.System));
        Assert.False(await store.SecondFactor.RedeemAsync(account, account.SecurityStamp, codes[3], Caller.System));
        Assert.Equal(9, store.SecondFactor.CountRecoveryCodes(account));
        Assert.DoesNotContain(secret, account.TotpSecret, StringComparison.Ordinal);
        Assert.DoesNotContain(codes[0], account.RecoveryCodes, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "AU10")]
    public async Task What_was_begun_is_finished_by_its_owner_with_its_ticket_and_with_nothing_else()
    {
        await using var store = new AccessStore();
        var (ann, bob) = (await store.AddAsync(), await store.AddAsync("bob@example.com"));
        var (secret, ticket) = store.SecondFactor.Begin(ann);
        string Code() => TotpCodes.CodeAt(secret, store.Clock.GetUtcNow());

        Assert.NotEqual(secret, store.SecondFactor.Begin(ann).Secret);
        Assert.Null(await store.SecondFactor.FinishAsync(bob, ticket, Code(), Caller.System));
        Assert.Null(await store.SecondFactor.FinishAsync(ann, "made up", Code(), Caller.System));
        Assert.Null(await store.SecondFactor.FinishAsync(ann, ticket, "000000", Caller.System));
        await store.Accounts.ResetAsync(ann, withSecondFactor: false, Caller.System);
        Assert.Null(await store.SecondFactor.FinishAsync(ann, ticket, Code(), Caller.System));
        Assert.False((await store.Registry.FindAsync(ann.Id))!.HasSecondFactor);
    }

    [Fact]
    public async Task Secrets_whose_keys_were_lost_are_refused_and_known_to_be_unreadable()
    {
        await using var store = new AccessStore();
        var account = await store.AddAsync();
        var (secret, codes) = await store.WithSecondFactorAsync(account);
        account = (await store.Registry.FindAsync(account.Id))!;
        Assert.True(store.SecondFactor.IsReadable(account));

        Assert.True(await store.Registry.ChangeAsync(account, current =>
        {
            (current.TotpSecret, current.RecoveryCodes) = ("encrypted by another key", "and so are these");
            return [];
        }));
        account = (await store.Registry.FindAsync(account.Id))!;

        Assert.False(store.SecondFactor.IsReadable(account));
        Assert.Equal(0, store.SecondFactor.CountRecoveryCodes(account));
        store.Clock.Advance(TimeSpan.FromMinutes(2));
        foreach (var code in (string[])[TotpCodes.CodeAt(secret, store.Clock.GetUtcNow()), codes[0]])
        {
            Assert.False(await store.SecondFactor.RedeemAsync(account, account.SecurityStamp, code, Caller.System));
        }
    }
}
