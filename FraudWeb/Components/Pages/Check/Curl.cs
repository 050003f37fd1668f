using FraudWeb.Core.Schema;

namespace FraudWeb.Components.Pages.Check;

/// <summary>Writes a check as a curl command for a POSIX shell.</summary>
public static class Curl
{
    public static string Command(string baseUri, Transaction transaction) =>
        $"curl -X POST {Quote(new Uri(new Uri(baseUri), "api/predict?explain=true").ToString())}"
        + $" -H 'X-API-Key: YOUR_KEY' -H 'Content-Type: application/json' -d {Quote(TransactionDraft.Json(transaction))}";

    // Within single quotes, only the single quote itself has a special meaning.
    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
