using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

/// <summary>The same transaction gets the same digits from every door; that the form's are the same too, CheckTests sees in a
/// browser.</summary>
[Trait("Requirement", "IN11")]
public class SameBitsTests
{
    [Theory]
    [InlineData("en_US.UTF-8")]
    [InlineData("de_DE.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    public async Task API_batch_and_command_line_agree_to_the_last_digit(string culture)
    {
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string> { ["LC_ALL"] = culture, ["TZ"] = "Asia/Kathmandu" });
        var random = new Random(7);
        var transactions = Enumerable.Range(0, 40).Select(i => ApiCalls.Transaction(
            ("transaction_id", i.ToString(CultureInfo.InvariantCulture)), ("amount", random.Next(1, 500_000) / 100.0),
                ("transaction_hour", random.Next(24)),
            ("merchant_category", (string[])["Clothing", "Electronics", "Food", "Grocery", "Travel"] is var all ? all[random.Next(5)]
                : null),
            ("foreign_transaction", random.Next(2)), ("location_mismatch", random.Next(2)), ("device_trust_score", random.Next(101)),
            ("velocity_last_24h", random.Next(15)), ("cardholder_age", random.Next(18, 100)))).ToList();

        var alone = new List<string>();
        foreach (var transaction in transactions)
        {
            alone.Add(Digits(await server.PredictAsync(transaction)));
        }

        using var answer = await server.PostAsync(
            "api/batch_predict", new JsonObject { ["transactions"] = new JsonArray([.. transactions.Select(one => one.DeepClone())]) });
        var batch = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("predictions").EnumerateArray().Select(Digits);
        Assert.Equal(alone, batch);

        using var cli = new CliProcess();
        var columns = transactions[0].Select(pair => pair.Key).ToList();
        cli.Write("in.csv", Csv(transactions, columns));
        var model = Assert.Single(Directory.GetFiles(Path.Combine(server.DataDirectory, "models"), "v1-*.fraudmodel"));
        var scored = await cli.RunAsync("score", "--model", model, "--data", cli.PathOf("in.csv"), "--output", cli.PathOf("out.csv"));
        Assert.True(scored.ExitCode == 0, scored.Error);

        var lines = cli.Read("out.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(','))
            .ToList();
        var probability = Array.IndexOf(lines[0], "fraud_probability");
        Assert.Equal(alone, lines.Skip(1).Select(line => line[probability]));
    }

    [Fact]
    public async Task Neither_language_nor_time_zone_of_the_machine_changes_a_digit()
    {
        var folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
        string? first = null;
        foreach (var (culture, zone) in ((string, string)[])[
            ("en_US.UTF-8", "UTC"), ("de_DE.UTF-8", "America/St_Johns"), ("tr_TR.UTF-8", "Asia/Kathmandu")])
        {
            await using var server = await FraudWebServer.StartAsync(
                new Dictionary<string, string> { ["LC_ALL"] = culture, ["TZ"] = zone }, folder);
            var answer = await server.PredictAsync(
                ApiCalls.Transaction(("amount", 1_234.5678901234567), ("transaction_id", "I\u0131\u0130i")), "?explain=true");

            // All but what names the call.
            var answered = string.Join(' ', answer.EnumerateObject().Where(member => member.Name is not ("prediction_id" or "timestamp")));
            Assert.Equal(first ??= answered, answered);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task API_batch_and_command_line_decide_by_the_same_policy()
    {
        var policy = new Dictionary<string, string>
        {
            ["FraudWeb__Policy__Threshold"] = "0.013",
            ["FraudWeb__Policy__MediumFrom"] = "0.004",
            ["FraudWeb__Policy__HighFrom"] = "0.02",
        };
        await using var server = await FraudWebServer.StartAsync(policy);
        var transactions = Enumerable.Range(0, 60).Select(i => ApiCalls.Transaction(
            ("amount", 7.5 * i * i), ("transaction_hour", i % 24), ("device_trust_score", 100 - i), ("velocity_last_24h", i / 4))).ToList();
        var body = new JsonObject { ["transactions"] = new JsonArray([.. transactions]) };
        using var answer = await server.PostAsync("api/batch_predict", body);
        var answered = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("predictions").EnumerateArray()
            .Select(one => $"{Digits(one)},{one.GetProperty("is_fraud").GetInt32()},{one.GetProperty("risk_level").GetString()}").ToList();
        Assert.Equal(["HIGH", "LOW", "MEDIUM"], answered.Select(one => one.Split(',')[2]).Distinct().Order(StringComparer.Ordinal));

        using var cli = new CliProcess();
        var columns = transactions[0].Select(pair => pair.Key).ToList();
        cli.Write("in.csv", Csv(transactions, columns));
        cli.Write("policy.json", """{"threshold": 0.013, "medium_from": 0.004, "high_from": 0.02}""");
        var model = Assert.Single(Directory.GetFiles(Path.Combine(server.DataDirectory, "models"), "v1-*.fraudmodel"));

        Assert.Equal(answered, await ScoreAsync("--policy", "policy.json"));
        Assert.NotEqual(answered, await ScoreAsync());
        foreach (var (name, value) in policy)
        {
            cli.Environment[name] = value;
        }

        Assert.Equal(answered, await ScoreAsync());

        async Task<List<string>> ScoreAsync(params string[] more)
        {
            var scored = await cli.RunAsync(["score", "--model", model, "--data", "in.csv", "--output", "out.csv", .. more]);
            Assert.True(scored.ExitCode == 0, scored.Error);
            var lines = cli.Read("out.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. lines.Skip(1).Select(line => string.Join(',', line.Split(',')[^3..]))];
        }
    }

    private static string Csv(List<JsonObject> transactions, List<string> columns) => string.Join(',', columns) + "\n"
        + string.Concat(transactions.Select(one => string.Join(',', columns.Select(column => Text(one[column]))) + "\n"));

    private static string Digits(JsonElement answer) => answer.GetProperty("fraud_probability").GetRawText();

    private static string Text(JsonNode? value) =>
        value!.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
