using System.Net;
using System.Text.Json;
using FraudWeb.Hosting;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

/// <summary>What stands in a filter is a value, whatever it looks like.</summary>
[Trait("Requirement", "SQ1")]
[Collection(SharedServerCollection.Name)]
public class InjectionTests(SharedServer shared)
{
    private static readonly string[] Filters =
        ["from", "to", "risk_level", "decision", "label", "min_probability", "max_probability", "source", "model_version", "transaction_id",
            "limit", "cursor"];

    private static readonly string[] HistoryFilters =
        [.. Filters.Except(["limit"]), "is_fraud", "range", "sort", "trail",
            .. ApiCalls.Transaction().Select(field => $"field.{field.Key}")];

    private readonly FraudWebServer _server = shared.Server;

    public static TheoryData<string> Attacks =>
    [
        "'", "\"", "' OR 1=1--", "' OR '1'='1", "\" OR \"\"=\"", "1 OR 1=1", "0); DROP TABLE predictions;--",
            "' UNION SELECT 1,2,3,4,5,6,7,8,9,10,11,12--",
        "%", "_", "%%", "a%", "____", "*", "?", "\\", "[a-z]", "' || (SELECT sql FROM sqlite_master) || '",
        "id", "id DESC", "1,2", "(CASE WHEN 1=1 THEN id ELSE probability END)", "probability;--", "newest,oldest", "RANDOM()", "@p0", ":p0",
            "$1", "{0}", "NULL", "\u2019 OR 1=1--",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task No_filter_finds_more_than_its_value(string attack)
    {
        var value = Uri.EscapeDataString(attack);
        await _server.PredictAsync(ApiCalls.Transaction(("transaction_id", "innocent")));
        await _server.PredictAsync(ApiCalls.Transaction(("transaction_id", attack)));
        foreach (var (path, filters) in ((string, string[])[])[
            ("api/predictions", Filters), ("export/predictions.jsonl", HistoryFilters), ("export/predictions.csv", HistoryFilters)])
        {
            foreach (var filter in filters)
            {
                using var answer = await _server.Http.GetAsync($"{path}?{filter}={value}");
                if (filter == "transaction_id")
                {
                    Assert.All(await IdsAsync(answer), id => Assert.Equal(attack, id));
                }
                else if (filter is "cursor" or "trail" && path.StartsWith("export", StringComparison.Ordinal))
                {
                    Assert.Equal(HttpStatusCode.OK, answer.StatusCode); // an export has no pages
                }
                else
                {
                    await answer.ProblemAsync(HttpStatusCode.BadRequest);
                }
            }

            // As a name of a filter rather than its value.
            using var named = await _server.Http.GetAsync($"{path}?{value}=1");
            await named.ProblemAsync(HttpStatusCode.BadRequest);
        }

        foreach (var path in (string[])[$"api/predictions/{value}x", $"api/predictions/{value}x/explanation"])
        {
            await (await _server.Http.GetAsync(path)).ProblemAsync(HttpStatusCode.NotFound);
        }

        await _server.PredictAsync(ApiCalls.Transaction());
    }

    private static async Task<IEnumerable<string?>> IdsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        var ids = answer.Content.Headers.ContentType?.MediaType switch
        {
            "application/json" => JsonElement.Parse(text).GetProperty("data").EnumerateArray().Select(Id).ToList(),
            "application/jsonl" =>
                text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Id(JsonElement.Parse(line))).ToList(),
            _ => null,
        };
        if (ids is null)
        {
            // Of a CSV it is enough to know that the other one is not in it.
            Assert.DoesNotContain("innocent", text, StringComparison.Ordinal);
            return [];
        }

        Assert.NotEmpty(ids);
        return ids;
    }

    private static string? Id(JsonElement prediction) => prediction.GetProperty("transaction_id").GetString();
}
