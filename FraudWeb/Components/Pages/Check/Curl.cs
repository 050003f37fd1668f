using FraudWeb.Core.Schema;

namespace FraudWeb.Components.Pages.Check;

/// <summary>The same check as a command for a POSIX shell.</summary>
public static class Curl
{
    public static string Command(string baseUri, Transaction transaction) =>
        $"curl -X POST {Quote(new Uri(new Uri(baseUri), "api/predict?explain=true").ToString())}"
        + $" -H 'X-API-Key: YOUR_KEY' -H 'Content-Type: application/json' -d {Quote(TransactionDraft.Json(transaction))}";

    // Within single quotes a shell takes everything as it is, but for the single quote itself.
    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
