using FraudWeb.Core.Access;

namespace FraudWeb.Settings;

/// <summary>The section <c>Api</c>: who may call and how much.</summary>
public sealed record ApiSettings
{
    /// <summary>Whether calls need a key.</summary>
    public required bool RequireKey { get; init; }

    /// <summary>Calls per minute for a key, and for an address without a key; 0 for no limit.</summary>
    public required int RequestsPerMinute { get; init; }

    /// <summary>Transactions per batch call.</summary>
    public required int MaxBatchItems { get; init; }

    /// <summary>A key to register at the first start; null for none.</summary>
    public string? InitialKey { get; init; }

    /// <summary>Whether the API's description needs no key and no session.</summary>
    public required bool PublicDocumentation { get; init; }

    internal static ApiSettings Read(SettingsReader reader) => new()
    {
        RequireKey = reader.Flag("Api:RequireKey"),
        RequestsPerMinute = reader.Integer("Api:RequestsPerMinute", 0, 1_000_000),
        MaxBatchItems = reader.Integer("Api:MaxBatchItems", 1, 100_000),
        InitialKey = ReadKey(reader, "Api:InitialKey"),
        PublicDocumentation = reader.Flag("Api:PublicDocumentation"),
    };

    private static string? ReadKey(SettingsReader reader, string name)
    {
        var key = reader.Text(name);
        if (key is not null
            && (key.Length is < ApiKeyText.MinLength or > ApiKeyText.MaxLength || !key.All(letter => letter is > ' ' and <= '~')))
        {
            reader.AddSecretFault(name, $"{ApiKeyText.MinLength} to {ApiKeyText.MaxLength} printable ASCII characters without spaces");
        }

        return key;
    }
}
