using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Schema;

namespace FraudWeb.Keys;

/// <summary>Creates API keys. Each is returned once, and only its hash is stored.</summary>
public sealed class KeyMaker(KeyRegistry keys, TimeProvider clock)
{
    /// <summary>How long the old key stays valid after a rotation.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>Creates a key.</summary>
    /// <param name="name">The purpose, 1 to <see cref="ApiKey.MaxNameLength"/> characters.</param>
    /// <param name="scopes">The scopes.</param>
    /// <param name="life">How long it is valid; null for no limit.</param>
    /// <param name="by">The actor that creates it.</param>
    public async Task<(string Text, ApiKey Key)> MakeAsync(string name, KeyScopes scopes, TimeSpan? life, Caller by)
    {
        var (text, handle) = ApiKeyText.Make();
        var key = Describe(handle, text, name, scopes, life, by);
        await keys.AddAsync(key, by);
        return (text, key);
    }

    /// <summary>Creates a key that replaces another, which stays valid for <see cref="Overlap"/>.</summary>
    /// <returns>Null if another key already replaces it.</returns>
    public async Task<(string Text, ApiKey Key)?> RotateAsync(ApiKey old, Caller by)
    {
        var (text, handle) = ApiKeyText.Make();
        var key = Describe(handle, text, old.Name, old.Scopes, life: old.ExpiresAt - old.CreatedAt, by, old.Id);
        return await keys.AddAsync(key, by, clock.GetUtcNow() + Overlap) ? (text, key) : null;
    }

    /// <summary>Describes a key that an operator has chosen; it is not stored.</summary>
    public ApiKey DescribeInitial(string text, Caller by) => Describe(
        ApiKeyText.HandleOf(text).ToString(), text, "Initial key", KeyScopes.Score | KeyScopes.Read | KeyScopes.Admin, life: null, by);

    /// <summary>Gets the error in a name of a key; null if it is valid.</summary>
    public static string? GetNameError(string name) =>
        string.IsNullOrWhiteSpace(name) ? "A key needs a name that describes its purpose."
        : name.Length > ApiKey.MaxNameLength
        ? $"A key's name may have at most {ApiKey.MaxNameLength} characters, but this has {name.Length}."
        : name.Any(char.IsControl) ? "A key's name must not have control characters."
        : CardNumbers.IsIn(name) ? "A key's name must not contain a card number."
        : null;

    private ApiKey Describe(string handle, string text, string name, KeyScopes scopes, TimeSpan? life, Caller by, long? replaces = null) =>
        new()
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
