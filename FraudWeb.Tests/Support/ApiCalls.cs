using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FraudWeb.Tests.Support;

/// <summary>Calls the HTTP API as a program outside would.</summary>
public static class ApiCalls
{
    /// <summary>A transaction of the default schema in which nothing is wrong.</summary>
    public static JsonObject Transaction(params (string Field, JsonNode? Value)[] changes)
    {
        var transaction = new JsonObject
        {
            ["amount"] = 250.0,
            ["transaction_hour"] = 14,
            ["merchant_category"] = "Electronics",
            ["foreign_transaction"] = 0,
            ["location_mismatch"] = 0,
            ["device_trust_score"] = 75,
            ["velocity_last_24h"] = 3,
            ["cardholder_age"] = 35,
        };
        foreach (var (field, value) in changes)
        {
            transaction[field] = value;
        }

        return transaction;
    }

    public static Task<HttpResponseMessage> PostAsync(this FraudWebServer server, string path, JsonNode body) =>
        server.PostAsync(path, body.ToJsonString());

    public static Task<HttpResponseMessage> PostAsync(
        this FraudWebServer server, string path, string body, string contentType = "application/json") =>
        server.PostAsync(path, Encoding.UTF8.GetBytes(body), contentType);

    public static async Task<HttpResponseMessage> PostAsync(
        this FraudWebServer server, string path, byte[] body, string contentType = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await server.Http.PostAsync(path, content);
    }

    public static async Task<JsonElement> PredictAsync(this FraudWebServer server, JsonNode transaction, string query = "")
    {
        using var answer = await server.PostAsync("api/predict" + query, transaction);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static Task<JsonElement> GetAsync(this FraudWebServer server, string path) => server.Http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>The answer is a problem as the contract describes it; returns it.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} in place of {(int)status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonElement.Parse(text);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        foreach (var member in (string[])["type", "title", "detail", "trace_id", "error"])
        {
            Assert.False(string.IsNullOrEmpty(problem.GetProperty(member).GetString()), $"{member} is missing in {text}");
        }

        Assert.Equal(JsonValueKind.Object, problem.GetProperty("errors").ValueKind);
        foreach (var leak in (string[])["   at ", "SQLite", "/FraudWeb", ".cs"])
        {
            Assert.DoesNotContain(leak, text, StringComparison.Ordinal);
        }

        return problem;
    }

    /// <summary>The fields that a problem blames.</summary>
    public static string[] Blamed(this JsonElement problem) =>
        [.. problem.GetProperty("errors").EnumerateObject().Select(error => error.Name)];
}
