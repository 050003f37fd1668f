using System.Net;
using System.Text.Json;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

/// <summary>What comes out is in proportion to what went in.</summary>
public class BatchErrorsTests(SharedServer own) : IClassFixture<SharedServer>
{
    private const int Megabyte = 1_000_000;

    // 3.85 MB: 1,000 transactions of 440 unknown fields.
    private static readonly string Unknown = "{\"transactions\":[" + string.Join(",", Enumerable.Repeat(
        "{" + string.Join(",", Enumerable.Range(0, 440).Select(i => $"\"k{i}\":1")) + "}", 1_000)) + "]}";

    private readonly FraudWebServer _server = own.Server;

    [Fact, Trait("Requirement", "IN6"), Trait("Requirement", "IN10")]
    public async Task A_batch_of_unknown_fields_is_answered_shortly_and_every_item_says_how_many_errors_it_has()
    {
        using var answer = await _server.SendAsync("api/batch_predict", Unknown, Guid.CreateVersion7().ToString());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.InRange(text.Length, 1, Megabyte);
        var items = JsonElement.Parse(text).GetProperty("predictions").EnumerateArray().ToList();
        Assert.Equal(1_000, items.Count);
        Assert.Equal(10, items[0].Blamed().Length);
        Assert.EndsWith("and 438 more errors", items[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(["body"], items[^1].Blamed());
        Assert.Contains("448 errors, not listed", items[^1].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory, Trait("Requirement", "IN6")]
    [InlineData("{\"transactions\":[{\"KEY\":1}]}")]
    [InlineData("{\"KEY\":[]}")]
    [InlineData("{\"transactions\":[{\"amount\":\"KEY\"}]}")]
    [InlineData("{\"transactions\":[{\"transaction_id\":\"KEY\"}]}")]
    [InlineData("{\"transactions\":[{\"merchant_category\":\"KEY\"}]}")]
    public async Task A_key_or_value_of_four_megabytes_is_not_repeated(string body)
    {
        var sent = body.Replace("KEY", new string('é', 2_000_000), StringComparison.Ordinal);
        using var answer = await _server.PostAsync("api/batch_predict", sent);

        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1, 10_000);
    }

    [Fact, Trait("Requirement", "IN6"), Trait("Requirement", "LC8")]
    public async Task Twelve_such_batches_at_once_take_less_than_200_MB()
    {
        await _server.PredictAsync(ApiCalls.Transaction());
        var before = _server.ResidentBytes;
        var most = before;
        var calls = Enumerable.Range(0, 12).Select(_ => _server.PostAsync("api/batch_predict", Unknown)).ToList();
        while (!calls.All(call => call.IsCompleted))
        {
            most = Math.Max(most, _server.ResidentBytes);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        foreach (var call in calls)
        {
            using var answer = await call;
            Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]);
            Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1, Megabyte);
        }

        Assert.True(most - before < 200 * Megabyte, $"It grew by {(most - before) / Megabyte} MB.");
    }

    [Theory]
    [InlineData("api/nowhere/{0}")]
    [InlineData("api/predictions?{0}=1")]
    [InlineData("api/predictions?model_version={0}")]
    [InlineData("api/predictions?transaction_id=x&from={0}")]
    public async Task An_address_is_not_repeated_at_length(string address)
    {
        using var answer = await _server.Http.GetAsync(string.Format(null, address, new string('x', 4_000)));

        Assert.InRange((await answer.Content.ReadAsStringAsync()).Length, 1, 1_500);
    }
}
