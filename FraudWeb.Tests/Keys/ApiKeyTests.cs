using System.Net;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Keys;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Keys;

public class ApiKeyTests
{
    [Fact, Trait("Requirement", "KY1")]
    public void A_key_has_256_random_bits_and_a_handle()
    {
        var made = Enumerable.Range(0, 1_000).Select(_ => ApiKeyText.Make()).ToList();

        Assert.Equal(1_000, made.Select(key => key.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.All(made, key =>
        {
            Assert.Equal(key.Handle, ApiKeyText.HandleOf(key.Key).ToString());
            Assert.Equal(43, key.Key.Length - key.Handle.Length - 1);
            Assert.DoesNotContain(key.Key[^43..], key.Handle, StringComparison.Ordinal);
        });
    }

    [Fact, Trait("Requirement", "KY2")]
    public void A_key_matches_its_hash_and_no_other()
    {
        var (key, _) = ApiKeyText.Make();
        var hash = ApiKeyText.Hash(key);

        Assert.True(ApiKeyText.Matches(key, hash));
        Assert.False(ApiKeyText.Matches(key.AsSpan()[..^1], hash));
        Assert.False(ApiKeyText.Matches(key + "x", hash));
        Assert.False(ApiKeyText.Matches("", hash));
        Assert.False(ApiKeyText.Matches(new string('x', 100_000), hash));

        // A prefix found by trying out would need a comparison that stops early; the one there is reads to the end.
        var source = File.ReadAllText(Path.Combine(Repository.Root, "FraudWeb.Core", "Access", "ApiKeyText.cs"));
        Assert.Contains("CryptographicOperations.FixedTimeEquals", source, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "KY4")]
    public async Task A_rotated_key_and_the_old_one_both_work_for_a_day()
    {
        await using var store = new AccessStore();
        var (oldText, old) = await store.Get<KeyMaker>()
            .MakeAsync("checkout", KeyScopes.Score | KeyScopes.Read, TimeSpan.FromDays(90), Caller.System);
        var (newText, renewed) = (await store.Get<KeyMaker>().RotateAsync(old, Caller.System))!.Value;

        Assert.Equal((old.Name, old.Scopes, (long?)old.Id), (renewed.Name, renewed.Scopes, renewed.Replaces));
        Assert.True(Works(store, oldText) && Works(store, newText));
        Assert.Null(await store.Get<KeyMaker>().RotateAsync((await store.Keys.ListAsync()).Single(key => key.Id == old.Id), Caller.System));
        Assert.Equal(2, (await store.Keys.ListAsync()).Count);
        store.Clock.Advance(KeyMaker.Overlap);
        Assert.False(Works(store, oldText));
        Assert.True(Works(store, newText));
        store.Clock.Advance(TimeSpan.FromDays(90));
        Assert.False(Works(store, newText));
    }

    [Fact, Trait("Requirement", "KY4")]
    public async Task A_key_that_another_program_revokes_stops_working_within_a_second()
    {
        await using var store = new AccessStore();
        var (text, key) = await store.Get<KeyMaker>().MakeAsync("checkout", KeyScopes.Score, life: null, Caller.System);
        Assert.True(Works(store, text));

        await new KeyRegistry(store.Get<Core.Storage.Database>(), store.Audit, store.Clock).RevokeAsync(key.Id, Caller.System);
        store.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(Works(store, text));
    }

    [Fact, Trait("Requirement", "KY4")]
    public async Task When_a_key_was_last_used_is_noted()
    {
        await using var store = new AccessStore();
        var (text, made) = await store.Get<KeyMaker>().MakeAsync("checkout", KeyScopes.Score, life: null, Caller.System);
        store.Keys.Used(store.Keys.Find(ApiKeyText.HandleOf(text))!);

        for (var waited = 0; (await store.Keys.ListAsync())[0].LastUsedAt is null; waited++)
        {
            Assert.True(waited < 600, "it was not noted within 30 s");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        Assert.Equal(made.CreatedAt, (await store.Keys.ListAsync())[0].LastUsedAt);
    }

    private static bool Works(AccessStore store, string text) =>
        store.Keys.Find(ApiKeyText.HandleOf(text)) is { } key && ApiKeyText.Matches(text, key.Hash)
            && key.IsValidAt(store.Clock.GetUtcNow());
}
