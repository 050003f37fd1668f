using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FraudWeb.Hosting;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

/// <summary>What every call that takes a body refuses.</summary>
[Collection(SharedServerCollection.Name)]
public class StrictBodyTests(SharedServer shared)
{
    private readonly FraudWebServer _server = shared.Server;

    public static TheoryData<string, byte[]> NoJson => new()
    {
        { "nothing", [] },
        { "a blank", " "u8.ToArray() },
        { "cut off", "{"u8.ToArray() },
        { "a list", "[]"u8.ToArray() },
        { "null", "null"u8.ToArray() },
        { "a text", "\"x\""u8.ToArray() },
        { "a number", "1"u8.ToArray() },
        { "two objects", "{}{}"u8.ToArray() },
        { "a comma too many", "{\"amount\":1,}"u8.ToArray() },
        { "single quotes", "{'amount':1}"u8.ToArray() },
        { "a comment", "/* x */{}"u8.ToArray() },
        { "a byte order mark", [0xEF, 0xBB, 0xBF, .. "{}"u8] },
        { "UTF-16", Encoding.Unicode.GetBytes("{}") },
        { "a byte order mark of UTF-16", [0xFF, 0xFE, 0x00] },
        { "a hundred levels", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"amount\":", 100)) + "1" + new string('}', 100)) },
        { "a hundred lists", Encoding.UTF8.GetBytes("{\"transactions\":" + new string('[', 100) + new string(']', 100) + "}") },
        { "half a surrogate pair", "{\"merchant_category\":\"\\ud800\"}"u8.ToArray() },
        { "half a surrogate pair in a note", "{\"label\":\"fraud\",\"note\":\"\\ud800\"}"u8.ToArray() },
        { "half a surrogate pair in a key", "{\"\\ud800\":1}"u8.ToArray() },
        { "NUL", "{\"merchant_category\":\"Food\\u0000\"}"u8.ToArray() },
        { "NUL in a note", "{\"label\":\"fraud\",\"note\":\"\\u0000\"}"u8.ToArray() },
        { "NUL in a key", "{\"amount\\u0000\":1}"u8.ToArray() },
        { "a bare NUL", "{\"amount\":\0}"u8.ToArray() },
        { "no UTF-8", [.. "{\"merchant_category\":\""u8, 0xC3, 0x28, .. "\"}"u8] },
    };

    [Theory, Trait("Requirement", "IN4")]
    [MemberData(nameof(NoJson))]
    public async Task What_is_no_proper_JSON_is_refused_and_never_our_fault(string what, byte[] body)
    {
        foreach (var (method, path) in await CallsAsync())
        {
            using var answer = await SendAsync(method, path, body, "application/json");
            var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
            Assert.True(problem.Blamed().Length > 0, $"{path} does not say what is wrong with {what}");
        }
    }

    [Theory, Trait("Requirement", "IN3")]
    [InlineData("isAdmin", "true")]
    [InlineData("status", "\"done\"")]
    [InlineData("id", "\"01J00000000000000000000000\"")]
    [InlineData("prediction_id", "\"01J00000000000000000000000\"")]
    [InlineData("fraud_probability", "0")]
    [InlineData("decision", "\"approve\"")]
    [InlineData("model_version", "\"v9\"")]
    public async Task A_key_that_is_no_part_of_a_body_is_refused_and_changes_nothing(string key, string value)
    {
        var one = ApiCalls.Transaction(("transaction_id", $"with {key}")).ToJsonString();
        var good = new Dictionary<string, string>
        {
            ["predict"] = one,
            ["batch_predict"] = $"{{\"transactions\":[{one}]}}",
            ["label"] = "{\"label\":\"fraud\"}",
        };
        foreach (var (method, path) in await CallsAsync())
        {
            var body = $"{{\"{key}\":{value},{good[path[(path.LastIndexOf('/') + 1)..]][1..]}";
            using var answer = await SendAsync(method, path, Encoding.UTF8.GetBytes(body), "application/json");
            Assert.Equal([key], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
            if (method == HttpMethod.Put)
            {
                Assert.Equal(JsonValueKind.Null, (await _server.GetAsync(path[..path.LastIndexOf('/')])).GetProperty("label").ValueKind);
            }
        }

        using var batch = await _server.PostAsync("api/batch_predict", $"{{\"transactions\":[{{\"{key}\":{value},{one[1..]}]}}");
        var entry = Assert.Single(JsonElement.Parse(await batch.Content.ReadAsStringAsync()).GetProperty("predictions").EnumerateArray());
        Assert.Equal([key], entry.Blamed());
        Assert.Empty((await _server.GetAsync($"api/predictions?transaction_id=with%20{key}")).GetProperty("data").EnumerateArray());
    }

    [Theory, Trait("Requirement", "IN5")]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json-patch+json")]
    [InlineData("application/xml")]
    public async Task Another_content_type_is_refused(string? contentType)
    {
        foreach (var (method, path) in await CallsAsync())
        {
            using var answer = await SendAsync(method, path, Encoding.UTF8.GetBytes(ApiCalls.Transaction().ToJsonString()), contentType);
            await answer.ProblemAsync(HttpStatusCode.UnsupportedMediaType);
        }
    }

    [Fact, Trait("Requirement", "IN5")]
    public async Task Every_call_refuses_every_other_method_and_names_its_own()
    {
        var document = await _server.GetAsync("openapi/v1.json");
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            var own = path.Value.EnumerateObject().Where(member => member.Value.TryGetProperty("responses", out _))
                .Select(call => call.Name.ToUpperInvariant()).ToList();
            foreach (var method in ((string[])["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]).Except(
                own, StringComparer.Ordinal))
            {
                var address = path.Name.TrimStart('/').Replace("{id}", "01J00000000000000000000000", StringComparison.Ordinal);
                using var request = new HttpRequestMessage(new HttpMethod(method), address);
                using var answer = await _server.Http.SendAsync(request);
                await answer.ProblemAsync(HttpStatusCode.MethodNotAllowed);
                Assert.Equal(own.Order(), answer.Content.Headers.Allow.Order());
            }
        }
    }

    [Fact, Trait("Requirement", "IN5")]
    public async Task What_is_not_there_is_a_problem_for_programs_and_a_page_for_people()
    {
        foreach (var path in (string[])["api/nothing", "api", "api/predict/1", "api/predictions/1/nothing", "health/nothing"])
        {
            await (await _server.Http.GetAsync(path)).ProblemAsync(HttpStatusCode.NotFound);
        }

        foreach (var path in (string[])["nothing", "apis", "history/1/2/3"])
        {
            using var page = await _server.Http.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        }
    }

    // Every call that takes a body; the label of a prediction of its own.
    private async Task<(HttpMethod Method, string Path)[]> CallsAsync()
    {
        var kept = await _server.PredictAsync(ApiCalls.Transaction());
        return [(HttpMethod.Post, "api/predict"), (HttpMethod.Post, "api/batch_predict"),
            (HttpMethod.Put, $"api/predictions/{kept.GetProperty("prediction_id").GetString()}/label")];
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[] body, string? contentType)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return await _server.Http.SendAsync(request);
    }
}
