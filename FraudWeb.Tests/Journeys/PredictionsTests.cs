using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FraudWeb.Hosting;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

[Collection(SharedServerCollection.Name)]
public class PredictionsTests(SharedServer shared)
{
    private readonly FraudWebServer _server = shared.Server;

    [Fact]
    public async Task A_kept_prediction_is_found_with_its_inputs()
    {
        var answer = await _server.PredictAsync(ApiCalls.Transaction(("transaction_id", "kept-1"), ("amount", 12.34)));
        var kept = await _server.GetAsync($"api/predictions/{Id(answer)}");

        foreach (var member in answer.EnumerateObject())
        {
            Assert.Equal(member.Value.GetRawText(), kept.GetProperty(member.Name).GetRawText());
        }

        Assert.Equal("api", kept.GetProperty("source").GetString());
        Assert.Equal(JsonValueKind.Null, kept.GetProperty("label").ValueKind);
        Assert.Equal(12.34, kept.GetProperty("inputs").GetProperty("amount").GetDouble());
        Assert.Equal("Electronics", kept.GetProperty("inputs").GetProperty("merchant_category").GetString());
    }

    [Fact]
    public async Task Pages_go_from_the_newest_back_without_gap_or_double()
    {
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            made.Add(Id(await _server.PredictAsync(ApiCalls.Transaction(("transaction_id", "paged")))));
        }

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _server.GetAsync(
                $"api/predictions?transaction_id=paged&limit=3{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            found.AddRange(page.GetProperty("data").EnumerateArray().Select(Id));
            cursor = page.GetProperty("next_cursor").GetString();
            // What comes in between does not move what is read.
            await _server.PredictAsync(ApiCalls.Transaction(("transaction_id", "between")));
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Reverse(made), found);
    }

    [Theory, Trait("Requirement", "IN7")]
    [InlineData("decision")]
    [InlineData("label")]
    [InlineData("risk_level")]
    [InlineData("source")]
    [InlineData("from")]
    [InlineData("to")]
    [InlineData("min_probability")]
    [InlineData("max_probability")]
    [InlineData("model_version")]
    [InlineData("transaction_id")]
    [InlineData("cursor")]
    [InlineData("limit")]
    public async Task An_empty_filter_is_refused_by_its_name(string name)
    {
        using var answer = await _server.Http.GetAsync($"api/predictions?{name}=");

        Assert.Equal([name], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
    }

    [Fact]
    public async Task A_filter_finds_what_it_says_and_nothing_else()
    {
        await _server.PredictAsync(ApiCalls.Transaction());
        foreach (var (filter, holds) in new (string, Func<JsonElement, bool>)[]
        {
            ("risk_level=LOW", one => one.GetProperty("risk_level").GetString() == "LOW"),
            ("decision=approve", one => one.GetProperty("decision").GetString() == "approve"),
            ("label=none", one => one.GetProperty("label").ValueKind == JsonValueKind.Null),
            ("source=api", one => one.GetProperty("source").GetString() == "api"),
            ("min_probability=0&max_probability=0.2", one => one.GetProperty("fraud_probability").GetDouble() <= 0.2),
            ("model_version=v1", one => one.GetProperty("model_version").GetString() == "v1"),
            ("from=2020-01-01&to=2100-01-01T00:00:00Z", _ => true),
        })
        {
            var data = (await _server.GetAsync($"api/predictions?{filter}")).GetProperty("data").EnumerateArray().ToList();
            Assert.True(data.Count > 0 && data.TrueForAll(one => holds(one)), filter);
        }

        foreach (var filter in (string[])["model_version=v999", "to=2020-01-01", "source=feed", "transaction_id=%27%20OR%201%3D1--"])
        {
            Assert.Empty((await _server.GetAsync($"api/predictions?{filter}")).GetProperty("data").EnumerateArray());
        }
    }

    [Theory, Trait("Requirement", "IN7")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=999999", "limit")]
    [InlineData("limit=abc", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("risk_level=severe", "risk_level")]
    [InlineData("from=yesterday", "from")]
    [InlineData("min_probability=2", "min_probability")]
    [InlineData("max_probability=NaN", "max_probability")]
    [InlineData("model_version=latest", "model_version")]
    [InlineData("colour=red", "colour")]
    [InlineData("limit=5&limit=6", "limit")]
    public async Task A_query_that_can_not_be_understood_is_refused(string query, string blamed)
    {
        using var answer = await _server.Http.GetAsync($"api/predictions?{query}");

        Assert.Equal([blamed], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
    }

    [Fact, Trait("Requirement", "IN7")]
    public async Task A_cursor_of_another_filter_or_a_changed_one_is_refused()
    {
        for (var i = 0; i < 3; i++)
        {
            await _server.PredictAsync(ApiCalls.Transaction());
        }

        var cursor = (await _server.GetAsync("api/predictions?limit=1&source=api")).GetProperty("next_cursor").GetString()!;

        using var other = await _server.Http.GetAsync($"api/predictions?limit=1&source=form&cursor={Uri.EscapeDataString(cursor)}");
        Assert.Equal(["cursor"], (await other.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());

        var changed = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];
        using var tampered = await _server.Http.GetAsync($"api/predictions?limit=1&source=api&cursor={Uri.EscapeDataString(changed)}");
        Assert.Equal(["cursor"], (await tampered.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
    }

    [Fact]
    public async Task A_label_is_kept_and_can_be_changed()
    {
        var id = Id(await _server.PredictAsync(ApiCalls.Transaction()));

        foreach (var label in (string[])["fraud", "legitimate"])
        {
            using var answer = await LabelAsync(id, $"{{\"label\":\"{label}\",\"note\":\"called the <b>cardholder</b>\"}}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(label, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("label").GetString());
            Assert.Equal(label, (await _server.GetAsync($"api/predictions/{id}")).GetProperty("label").GetString());
        }
    }

    [Theory, Trait("Requirement", "IN3")]
    [InlineData("{}", "label")]
    [InlineData("{\"label\":null}", "label")]
    [InlineData("{\"label\":\"none\"}", "label")]
    [InlineData("{\"label\":\"Fraud\"}", "label")]
    [InlineData("{\"label\":1}", "label")]
    [InlineData("{\"label\":\"fraud\",\"label\":\"fraud\"}", "label")]
    [InlineData("{\"label\":\"fraud\",\"note\":5}", "note")]
    [InlineData("{\"label\":\"fraud\",\"isAdmin\":true}", "isAdmin")]
    [InlineData("{\"label\":\"fraud\",\"note\":\"\\ud800\"}", "note")]
    [InlineData("[\"fraud\"]", "body")]
    [InlineData("{\"label\"", "body")]
    public async Task A_label_that_is_none_is_refused_and_changes_nothing(string body, string blamed)
    {
        var id = Id(await _server.PredictAsync(ApiCalls.Transaction()));

        using var answer = await LabelAsync(id, body);

        Assert.Equal([blamed], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
        Assert.Equal(JsonValueKind.Null, (await _server.GetAsync($"api/predictions/{id}")).GetProperty("label").ValueKind);
    }

    [Theory]
    [InlineData("01J00000000000000000000000")]
    [InlineData("1")]
    [InlineData("ZZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("%27%20OR%201=1--")]
    public async Task A_prediction_that_does_not_exist_is_not_found(string id)
    {
        foreach (var path in (string[])[$"api/predictions/{id}", $"api/predictions/{id}/explanation"])
        {
            await (await _server.Http.GetAsync(path)).ProblemAsync(HttpStatusCode.NotFound);
        }

        using var label = await LabelAsync(id, "{\"label\":\"fraud\"}");
        await label.ProblemAsync(HttpStatusCode.NotFound);
    }

    private static string Id(JsonElement prediction) => prediction.GetProperty("prediction_id").GetString()!;

    private async Task<HttpResponseMessage> LabelAsync(string id, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _server.Http.PutAsync($"api/predictions/{id}/label", content);
    }
}
