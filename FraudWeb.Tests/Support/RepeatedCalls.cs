using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace FraudWeb.Tests.Support;

/// <summary>Calls that may be sent again, under an idempotency key.</summary>
public static class RepeatedCalls
{
    /// <summary>A transaction with an id of its own, by which it is found again.</summary>
    public static JsonObject Transaction(out string id)
    {
        id = Guid.CreateVersion7().ToString();
        return ApiCalls.Transaction(("transaction_id", id));
    }

    public static string Batch(params JsonNode[] transactions) =>
        new JsonObject { ["transactions"] = new JsonArray(transactions) }.ToJsonString();

    public static Task<HttpResponseMessage> SendAsync(this FraudWebServer server, string path, string body, params string[] keys) =>
        server.Http.SendAsync(path, body, keys);

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient http, string path, string body, params string[] keys)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var key in keys)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Idempotency-Key", key));
        }

        return await http.SendAsync(request);
    }

    public static bool Replayed(this HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Idempotency-Replayed", out var values) && values.Single() == "true";

    /// <summary>The ids of what is kept of a transaction.</summary>
    public static async Task<List<string>> KeptAsync(this FraudWebServer server, string transactionId) =>
        [.. (await server.GetAsync($"api/predictions?transaction_id={transactionId}")).GetProperty("data").EnumerateArray()
            .Select(kept => kept.GetProperty("prediction_id").GetString()!)];
}
