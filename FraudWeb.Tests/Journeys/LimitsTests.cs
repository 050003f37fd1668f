using System.Diagnostics;
using System.Net;
using System.Text;
using FraudWeb.Hosting;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

/// <summary>What a caller may take of the server: bytes, memory, time.</summary>
public class LimitsTests(SharedServer own) : IClassFixture<SharedServer>
{
    private const int OneLimit = 64 * 1024;
    private const int BatchLimit = 4 * 1024 * 1024;
    private const string Json = "Content-Type: application/json";

    private readonly FraudWebServer _server = own.Server;

    public static TheoryData<string, int> Bodies => new()
    {
        { "api/predict", OneLimit },
        { "api/predictions/01J00000000000000000000000/label", OneLimit },
        { "api/batch_predict", BatchLimit },
    };

    [Theory, Trait("Requirement", "IN6")]
    [MemberData(nameof(Bodies))]
    public async Task A_body_over_the_limit_is_refused_before_it_was_read(string path, int limit)
    {
        // Announced and not sent at all.
        using var announced = await RawConnection.OpenAsync(_server);
        await announced.SendHeadAsync(Method(path), path, Json, $"Content-Length: {limit + 1}");
        AssertTooLarge(await announced.AnswerAsync());

        // A chunk of a gigabyte, of which only as much comes as is over the limit.
        using var chunked = await RawConnection.OpenAsync(_server);
        await chunked.SendHeadAsync(Method(path), path, Json, "Transfer-Encoding: chunked");
        await chunked.SendAsync("40000000\r\n");
        await chunked.SendAsync(new byte[limit + 1]);
        AssertTooLarge(await chunked.AnswerAsync());

        // The server has not seen the end of either and serves on.
        await _server.PredictAsync(ApiCalls.Transaction());
    }

    [Theory, Trait("Requirement", "IN6")]
    [InlineData("api/predict")]
    [InlineData("api/batch_predict")]
    public async Task A_body_at_the_limit_is_read(string path)
    {
        var limit = path == "api/predict" ? OneLimit : BatchLimit;
        var one = ApiCalls.Transaction().ToJsonString();
        var body = path == "api/predict" ? one : $"{{\"transactions\":[{one}]}}";

        foreach (var chunked in (bool[])[false, true])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StringContent(body.PadRight(limit), Encoding.UTF8, "application/json"),
            };
            request.Headers.TransferEncodingChunked = chunked;
            using var answer = await _server.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact, Trait("Requirement", "IN6")]
    public async Task Bodies_without_end_take_no_memory()
    {
        // What the first calls of a kind take is code and buffers that stay.
        for (var i = 0; i < 20; i++)
        {
            await FloodAsync(_server);
        }

        // The collector takes a little more when it likes; what a body costs, each round would take again.
        var growth = await GrowthAsync();
        for (var again = 0; again < 3 && growth >= 2 * BatchLimit; again++)
        {
            growth = await GrowthAsync();
        }

        Assert.True(growth < 2 * BatchLimit, $"It grew by {growth / 1024} KiB.");

        async Task<long> GrowthAsync()
        {
            var before = _server.ResidentBytes;
            var most = before;
            for (var i = 0; i < 20; i++)
            {
                await FloodAsync(_server);
                most = Math.Max(most, _server.ResidentBytes);
            }

            return most - before;
        }
    }

    [Fact, Trait("Requirement", "IN8")]
    public async Task Who_sends_slowly_is_cut_off_and_others_do_not_notice()
    {
        const int Each = 25;
        await _server.PredictAsync(ApiCalls.Transaction());
        var before = _server.Output.Length;
        var done = new TaskCompletionSource();
        var others = LatenciesAsync(_server, done.Task);

        var heads = Enumerable.Range(0, Each)
            .Select(_ => TrickleAsync(_server, "X-Slow: ", connection => connection.BeginHeadAsync("GET", "health/live"))).ToList();
        var bodies = Enumerable.Range(0, Each).Select(_ => TrickleAsync(
            _server, "{\"amount\": 1", connection =>
                connection.SendHeadAsync("POST", "api/predict", Json, "Content-Length: 1000"))).ToList();
        var chunked = Enumerable.Range(0, Each).Select(_ => TrickleAsync(
            _server, "1000\r\n{\"am", connection =>
                connection.SendHeadAsync("POST", "api/batch_predict", Json, "Transfer-Encoding: chunked"))).ToList();

        foreach (var cut in await Task.WhenAll(bodies.Concat(chunked)))
        {
            Assert.InRange(cut, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(15));
        }

        foreach (var cut in await Task.WhenAll(heads))
        {
            Assert.InRange(cut, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(20));
        }

        done.SetResult();
        var meanwhile = await others;

        // Had they waited for the slow ones, it would have been for seconds. How fast they are exactly is for the bench.
        Assert.InRange(meanwhile.Order().ElementAt(meanwhile.Count / 2), TimeSpan.Zero, TimeSpan.FromSeconds(1));

        // It was no fault of ours, and a thousand of these must not fill the log.
        Assert.DoesNotContain("Exception", _server.Output[before..], StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "IN8")]
    public async Task A_body_that_came_too_slowly_is_told_so()
    {
        using var connection = await RawConnection.OpenAsync(_server);
        await connection.SendHeadAsync("POST", "api/predict", Json, "Content-Length: 1000");

        var (status, text) = await connection.AnswerAsync();

        Assert.Equal(408, status);
        Assert.Contains("/problems/too-slow", text, StringComparison.Ordinal);
    }

    private static string Method(string path) => path.EndsWith("label", StringComparison.Ordinal) ? "PUT" : "POST";

    private static void AssertTooLarge((int Status, string Text) answer)
    {
        Assert.Equal(413, answer.Status);
        Assert.Contains("application/problem+json", answer.Text, StringComparison.Ordinal);
        Assert.Contains("/problems/too-large", answer.Text, StringComparison.Ordinal);
    }

    // Sends until the server has had enough.
    private static async Task FloodAsync(FraudWebServer server)
    {
        var chunk = Encoding.Latin1.GetBytes($"{0x10000:x}\r\n{new string(' ', 0x10000)}\r\n");
        foreach (var path in (string[])["api/predict", "api/batch_predict"])
        {
            using var connection = await RawConnection.OpenAsync(server);
            await connection.SendHeadAsync("POST", path, Json, "Transfer-Encoding: chunked");
            using var stop = new CancellationTokenSource();
            var sending = SendAsync(connection, chunk, stop.Token);
            AssertTooLarge(await connection.AnswerAsync());
            await stop.CancelAsync();
            await sending;
        }
    }

    private static async Task SendAsync(RawConnection connection, byte[] chunk, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await connection.Stream.WriteAsync(chunk, stop);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The server reads no further.
        }
    }

    /// <returns>How long it took the server to close the connection.</returns>
    private static async Task<TimeSpan> TrickleAsync(FraudWebServer server, string first, Func<RawConnection, ValueTask> head)
    {
        using var connection = await RawConnection.OpenAsync(server);
        var clock = Stopwatch.StartNew();
        await head(connection);
        await connection.SendAsync(first);
        var closed = connection.ClosedAsync();
        try
        {
            while (await Task.WhenAny(closed, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System)) != closed)
            {
                await connection.SendAsync(" ");
            }
        }
        catch (IOException)
        {
            // It was closed while we wrote.
        }

        await closed;
        return clock.Elapsed;
    }

    private static async Task<List<TimeSpan>> LatenciesAsync(FraudWebServer server, Task end)
    {
        var latencies = new List<TimeSpan>();
        while (!end.IsCompleted)
        {
            var clock = Stopwatch.StartNew();
            await server.PredictAsync(ApiCalls.Transaction());
            latencies.Add(clock.Elapsed);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return latencies;
    }
}
