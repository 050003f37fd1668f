using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Schema;

namespace FraudWeb.Keys;

/// <summary>Makes API keys. Each is told once and nowhere kept.</summary>
public sealed class KeyMaker(KeyRegistry keys, TimeProvider clock)
{
    /// <summary>How long the old key goes on working beside the new one when a key is rotated.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>Makes a key.</summary>
    /// <param name="name">What it is for, 1 to <see cref="ApiKey.MaxNameLength"/> characters.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="life">How long it works; null for ever.</param>
    /// <param name="by">Who makes it.</param>
    public async Task<(string Text, ApiKey Key)> MakeAsync(string name, KeyScopes scopes, TimeSpan? life, Caller by)
    {
        var (text, handle) = ApiKeyText.Make();
        var key = Describe(handle, text, name, scopes, life, by);
        await keys.AddAsync(key, by);
        return (text, key);
    }

    /// <summary>Makes a key that takes over from another, which goes on working for a while.</summary>
    /// <returns>Null when one has taken over from it already.</returns>
    public async Task<(string Text, ApiKey Key)?> RotateAsync(ApiKey old, Caller by)
    {
        var (text, handle) = ApiKeyText.Make();
        var key = Describe(handle, text, old.Name, old.Scopes, life: old.ExpiresAt - old.CreatedAt, by, old.Id);
        return await keys.AddAsync(key, by, clock.GetUtcNow() + Overlap) ? (text, key) : null;
    }

    /// <summary>Takes in a key that an operator has made up.</summary>
    public Task AdoptAsync(string text, Caller by) =>
        keys.AddAsync(Describe(ApiKeyText.HandleOf(text).ToString(), text, "Initial key", KeyScopes.Score | KeyScopes.Read | KeyScopes.Admin, life: null, by), by);

    /// <summary>Why something is no name of a key; null when it is one.</summary>
    public static string? GetNameError(string name) =>
        string.IsNullOrWhiteSpace(name) ? "A key needs a name that says what it is for."
        : name.Length > ApiKey.MaxNameLength ? $"A key's name may have at most {ApiKey.MaxNameLength} characters, this has {name.Length}."
        : name.Any(char.IsControl) ? "A key's name may not have control characters."
        : CardNumbers.IsIn(name) ? "A key's name may not have what looks like a card number."
        : null;

    private ApiKey Describe(string handle, string text, string name, KeyScopes scopes, TimeSpan? life, Caller by, long? replaces = null) => new()
    {
        Handle = handle,
        Hash = ApiKeyText.Hash(text),
        Name = name.Trim(),
        Scopes = scopes,
        CreatedAt = clock.GetUtcNow(),
        CreatedBy = by.Actor.ToString(),
        ExpiresAt = clock.GetUtcNow() + life,
        Replaces = replaces,
    };
}
