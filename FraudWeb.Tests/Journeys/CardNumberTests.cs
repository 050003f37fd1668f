using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

/// <summary>Card numbers are sent through every door, and afterwards looked for in everything that was kept, answered and logged.</summary>
[Trait("Requirement", "DP1")]
public class CardNumberTests
{
    private const string Canary = "4539578763621486";
    private const string Spaced = "4539 5787 6362 1486";
    private const string LongCanary = "4917619283746501820";
    private const string Masked = "453957******1486";

    // An id and an amount that are kept, to prove that the search would find the others.
    private const string KeptId = "kept-by-the-search-for-cards";
    private const double KeptAmount = 1_234_567.25;

    // Every transaction in it is bad: it is answered with 200 and, under a key, kept with a hash of what was asked.
    private static readonly string BadBatch = RepeatedCalls.Batch(ApiCalls.Transaction(("transaction_id", Canary)));

    // The framework says most at this level.
    private static readonly Dictionary<string, string> LogsAll =
        new() { ["Logging__LogLevel__Default"] = "Trace", ["Logging__LogLevel__Microsoft"] = "Trace" };

    [Fact]
    public async Task A_card_number_sent_through_any_door_is_neither_kept_nor_answered_nor_logged()
    {
        await using var server = await FraudWebServer.StartAsync(LogsAll);
        var kept = (await server.PredictAsync(ApiCalls.Transaction(("transaction_id", KeptId), ("amount", KeptAmount))))
            .GetProperty("prediction_id").GetString()!;

        await SendTransactionsAsync(server);
        await SendLabelsAsync(server, kept);
        await SendAddressesAsync(server);
        await SendHeadersAsync(server);
        await SignInAsync(server);

        // The last that was sent. Killed, so that the write-ahead log is what it was.
        await server.WroteAsync("another host");
        await server.KillAsync();
        var files = Directory.EnumerateFiles(server.DataDirectory, "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, File.ReadAllBytes);
        Assert.Contains(files, file => file.Key.EndsWith("-wal", StringComparison.Ordinal) && file.Value.Length > 0);
        Assert.Contains(files.Values, file => Holds(file, KeptId));
        Assert.Contains(files.Values, file => Holds(file, KeptAmount));
        Assert.Contains(files.Values, file => Holds(file, $"seen with {Masked}"));
        Assert.Contains(files.Values, file => Holds(file, $"device {Masked}"));
        Assert.All(files, file => AssertHoldsNone(file.Value, file.Key));
        var guessable = SHA256.HashData(Encoding.UTF8.GetBytes($"/api/batch_predict\n{BadBatch}"));
        Assert.DoesNotContain(files.Values, file => file.AsSpan().IndexOf(guessable) >= 0);
        AssertHoldsNone(Encoding.UTF8.GetBytes(server.Output), "the server's output");
    }

    [Fact]
    public async Task The_command_line_repeats_none_where_it_reports_and_learns_from_none()
    {
        using var cli = new CliProcess();
        Succeeds(await cli.RunAsync("simulate", "--rows", "3000", "--seed", "9", "--output", "good.csv"));
        var header = cli.Read("good.csv").Split('\n')[0];
        var columns = header.Split(',');
        cli.Write("in.csv", cli.Read("good.csv") + Row("amount", Canary) + Row("amount", LongCanary) + Row("merchant_category", Spaced)
            + Row("cardholder_age", $"\"{Spaced}\"") + Row("is_fraud", Canary));
        cli.Write("headless.csv", string.Join(',', Enumerable.Range(0, 5)) + $",{Canary}\n");
        cli.Write("named.csv", $"{header},{Canary}\n" + cli.Read("good.csv").Split('\n')[1] + ",x\n");

        var trained = await cli.RunAsync("train", "--data", "in.csv", "--output", "small.fraudmodel", "--trees", "5", "--bad-rows", "skip");
        Succeeds(trained);
        var reports = new List<CliResult>
        {
            trained,
            await cli.RunAsync("train", "--data", "in.csv", "--output", "other.fraudmodel"),
            await cli.RunAsync("train", "--data", "headless.csv", "--output", "other.fraudmodel"),
            await cli.RunAsync("train", "--data", "named.csv", "--output", "other.fraudmodel", "--trees", "1"),
            await cli.RunAsync("score", "--model", "small.fraudmodel", "--data", "in.csv", "--output", "out.csv"),
            await cli.RunAsync("evaluate", "--model", "small.fraudmodel", "--data", "in.csv", "--bad-rows", "skip"),
            await cli.RunAsync("schema", "--data", "headless.csv"),
            await cli.RunAsync("inspect", "--model", Canary),
            await cli.RunAsync("create-user", "--email", $"{Canary}@example.com", "--role", "analyst"),
            await cli.RunAsync("create-key", "--name", Canary, "--scope", "score"),
            await cli.RunAsync(Canary),
        };

        Assert.All(reports, report => AssertHoldsNone(Encoding.UTF8.GetBytes(report.Output + report.Error), report.ToString()));
        Assert.All(reports[^3..], report => Assert.NotEqual(0, report.ExitCode));
        Assert.Contains("Skipped 5 bad rows", trained.Error, StringComparison.Ordinal);
        Assert.Contains($"it has 0, 1, 2, 3, 4, {Masked}", reports[2].Error, StringComparison.Ordinal);
        Assert.Contains($"does not name: {Masked}", reports[3].Error, StringComparison.Ordinal);
        AssertHoldsNone(await File.ReadAllBytesAsync(cli.PathOf("small.fraudmodel")), "the model");
        Assert.Contains("looks like a card number, which is not accepted", cli.Read("small.rejected.csv"), StringComparison.Ordinal);

        string Row(string column, string value)
        {
            var cells = cli.Read("good.csv").Split('\n')[1].Split(',');
            cells[Array.IndexOf(columns, column)] = value;
            return string.Join(',', cells) + "\n";
        }
    }

    private static async Task SendTransactionsAsync(FraudWebServer server)
    {
        var good = ApiCalls.Transaction().ToJsonString();
        JsonObject[] bad =
        [
            ApiCalls.Transaction(("transaction_id", Canary)),
            ApiCalls.Transaction(("transaction_id", $"order {Spaced}")),
            ApiCalls.Transaction(("transaction_id", JsonNode.Parse(Canary))),
            ApiCalls.Transaction(("transaction_id", JsonNode.Parse(LongCanary))),
            ApiCalls.Transaction(("amount", JsonNode.Parse(Canary))),
            ApiCalls.Transaction(("amount", JsonNode.Parse($"{Canary}.0"))),
            ApiCalls.Transaction(("amount", JsonNode.Parse("4.539578763621486e15"))),
            ApiCalls.Transaction(("amount", JsonNode.Parse(LongCanary))),
            ApiCalls.Transaction(("amount", Canary)),
            ApiCalls.Transaction(("velocity_last_24h", JsonNode.Parse(Canary))),
            ApiCalls.Transaction(("foreign_transaction", JsonNode.Parse(Canary))),
            ApiCalls.Transaction(("merchant_category", Canary)),
            ApiCalls.Transaction(("merchant_category", JsonNode.Parse(Canary))),
            ApiCalls.Transaction(("merchant_category", $"a text that is long enough to be cut {Canary}")),
            ApiCalls.Transaction((Canary, 1)),
            ApiCalls.Transaction((Spaced, new JsonObject { [Canary] = Canary })),
        ];
        string[] malformed =
        [
            $"{{\"{Canary}\":", $"{{\"amount\":{Canary}", $"{{\"amount\":NaN{Canary}}}", $"{Canary}", $"\"{Canary}\"",
                $"{good[..^1]},\"{Canary}\":1,\"{Canary}\":2}}", good + Canary,
            $"{good[..^1]},\"transaction_id\":\"{string.Concat(Canary.Select(digit => $"\\u{(int)digit:x4}"))}\"}}",
        ];
        foreach (var body in bad.Select(one => one.ToJsonString()).Concat(malformed))
        {
            using var alone = await server.PostAsync("api/predict", body);
            Assert.Equal(HttpStatusCode.BadRequest, alone.StatusCode);
            await AssertAnswersNoneAsync(alone);
            using var batch = await server.PostAsync("api/batch_predict", $"{{\"transactions\":[{body}]}}");
            await AssertAnswersNoneAsync(batch);
            using var misasked = await server.PostAsync($"api/batch_predict?{Canary}", body);
            await AssertAnswersNoneAsync(misasked);
        }

        using var mixed = await server.PostAsync(
            "api/batch_predict", new JsonObject { ["transactions"] = new JsonArray([ApiCalls.Transaction(), .. bad]) });
        Assert.Equal(HttpStatusCode.OK, mixed.StatusCode);
        var answer = JsonNode.Parse(await AssertAnswersNoneAsync(mixed))!;
        Assert.Equal(bad.Length, (int)answer["failed"]!);
        Assert.Equal(CardNumbers.IdRefusal, (string)answer["predictions"]![1]!["errors"]!["transaction_id"]![0]!);
    }

    private static async Task SendLabelsAsync(FraudWebServer server, string prediction)
    {
        var label = new JsonObject { ["label"] = "fraud", ["note"] = $"seen with {Canary}, then {Spaced}" };
        using var labelled = await server.Http.PutAsync($"api/predictions/{prediction}/label", Json(label));
        Assert.Equal(HttpStatusCode.OK, labelled.StatusCode);
        await AssertAnswersNoneAsync(labelled);
        foreach (var body in (JsonObject[])[new() { ["label"] = Canary }, new() { ["label"] = "fraud", [Canary] = 1 },
            new() { ["label"] = "fraud", ["note"] = new JsonArray(Canary) }])
        {
            using var refused = await server.Http.PutAsync($"api/predictions/{prediction}/label", Json(body));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            await AssertAnswersNoneAsync(refused);
        }
    }

    private static async Task SendAddressesAsync(FraudWebServer server)
    {
        var spaced = Uri.EscapeDataString(Spaced);
        var administrator = (await server.AdministratorAsync()).Http;
        foreach (var address in (string[])
            [
                $"api/predictions?transaction_id={Canary}", $"api/predictions?transaction_id={spaced}", $"api/predictions?limit={Canary}",
                    $"api/predictions?{Canary}=1", $"api/predictions?cursor={Canary}",
                $"api/predictions?from={spaced}", $"api/predictions?model_version=v{Canary}",
                    $"api/predictions?source=a-text-that-is-long-enough-to-be-cut-{Canary}",
                $"api/predictions/{Canary}", $"api/predictions/{spaced}/explanation",
                    $"api/predictions/a-text-that-is-long-enough-to-be-cut-{Canary}", $"api/{Canary}", $"api/model_info?{spaced}",
                $"export/predictions.csv?transaction_id={Canary}", $"export/predictions.jsonl?field.amount={Canary}",
                    $"export/predictions.csv?field.{Canary}=1",
                $"history/{Canary}", $"problems/{Canary}", $"health?{Canary}", Canary,
            ])
        {
            using var answer = await (address.StartsWith("api", StringComparison.Ordinal) ? server.Http : administrator).GetAsync(address);
            await AssertAnswersNoneAsync(answer);
        }

        // What one looks for stands in the box again.
        using var page = await administrator.GetAsync($"history?transaction_id={spaced}");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    private static async Task SendHeadersAsync(FraudWebServer server)
    {
        foreach (var (name, value) in ((string, string)[])
            [("X-API-Key", Canary), ("User-Agent", Spaced), ("Referer", $"http://127.0.0.1/{Canary}"), ("Cookie", $"pan={Canary}"),
                ("X-Forwarded-For", Spaced), ("Accept", $"text/{Canary}")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/predict") { Content = Json(ApiCalls.Transaction()) };
            request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await server.Http.SendAsync(request);
            await AssertAnswersNoneAsync(answer);
        }

        using var kept = await server.SendAsync("api/batch_predict", BadBatch, "kept-under-a-key");
        using var again = await server.SendAsync("api/batch_predict", BadBatch, "kept-under-a-key");
        Assert.Equal((HttpStatusCode.OK, true), (kept.StatusCode, again.Replayed()));
        await AssertAnswersNoneAsync(again);
        foreach (var key in (string[])[Canary, $"\"order {Spaced}\""])
        {
            using var answer = await server.SendAsync("api/predict", ApiCalls.Transaction().ToJsonString(), key);
            Assert.Equal(["Idempotency-Key"], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
            await AssertAnswersNoneAsync(answer);
        }

        using var mistyped = new HttpRequestMessage(HttpMethod.Post, "api/predict") { Content = new StringContent("{}") };
        mistyped.Content.Headers.ContentType = MediaTypeHeaderValue.Parse($"application/{Canary}");
        using var refused = await server.Http.SendAsync(mistyped);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        await AssertAnswersNoneAsync(refused);

        using var unknown = await server.Http.SendAsync(new(new HttpMethod(Canary), "api/predict"));
        await AssertAnswersNoneAsync(unknown);
    }

    private static async Task SignInAsync(FraudWebServer server)
    {
        using var person = new PersonClient(server.Address);
        Assert.True(person.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"device {Canary}"));
        Assert.False(await person.SignInAsync(Canary, Canary));
        Assert.True(await person.SignInAsync(FraudWebServer.AdminEmail, FraudWebServer.AdminPassword));

        using var elsewhere = new HttpRequestMessage(HttpMethod.Get, "health") { Headers = { Host = Canary } };
        using var filtered = await server.Http.SendAsync(elsewhere);
        await AssertAnswersNoneAsync(filtered);
    }

    private static StringContent Json(JsonNode body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private static async Task<string> AssertAnswersNoneAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        AssertHoldsNone(Encoding.UTF8.GetBytes(text + answer.Headers + answer.Content.Headers),
            $"the answer {(int)answer.StatusCode} to {answer.RequestMessage?.RequestUri}: {text}");
        return text;
    }

    private static void AssertHoldsNone(byte[] bytes, string where)
    {
        foreach (var digits in (string[])[Canary, LongCanary])
        {
            Assert.False(Holds(bytes, digits), $"{digits} stands in {where}");
            Assert.False(Holds(bytes, double.Parse(digits, CultureInfo.InvariantCulture)), $"{digits} stands as a number in {where}");
        }

        Assert.False(Holds(bytes, Spaced), $"{Spaced} stands in {where}");
        Assert.False(Holds(bytes, Uri.EscapeDataString(Spaced)), $"{Spaced} stands escaped in {where}");
    }

    private static bool Holds(ReadOnlySpan<byte> bytes, string text) =>
        bytes.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;

    private static bool Holds(ReadOnlySpan<byte> bytes, double number)
    {
        Span<byte> sought = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(sought, number);
        var holds = bytes.IndexOf(sought) >= 0 || bytes.IndexOf(InputKey.Of(number).ToBytes()) >= 0;
        BinaryPrimitives.WriteDoubleBigEndian(sought, number);
        holds |= bytes.IndexOf(sought) >= 0;
        BinaryPrimitives.WriteInt64LittleEndian(sought, (long)number);
        holds |= bytes.IndexOf(sought) >= 0;
        BinaryPrimitives.WriteInt64BigEndian(sought, (long)number);
        return holds || bytes.IndexOf(sought) >= 0;
    }

    private static void Succeeds(CliResult result) => Assert.True(result.ExitCode == 0, result.Error);
}
