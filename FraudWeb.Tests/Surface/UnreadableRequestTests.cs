using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Surface;

/// <summary>Requests that can't be read are the sender's fault: a status that says so, all headers, no stack trace in the log.</summary>
public class UnreadableRequestTests(SharedServer own) : IClassFixture<SharedServer>
{
    private readonly FraudWebServer _server = own.Server;

    [Theory, Trait("Requirement", "IN4"), Trait("Requirement", "WB2")]
    [InlineData("/sign-in", "application/x-www-form-urlencoded; charset=utf-7", "_handler=password", 415)]
    [InlineData("/sign-in", "application/x-www-form-urlencoded; charset=utf-16", "_handler=password", 415)]
    [InlineData("/sign-in", "multipart/form-data; boundary=x", "--x\r\nno headers", 400)]
    [InlineData("/sign-in", "multipart/form-data", "--x", 400)]
    [InlineData("/sign-in", "multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; name=a\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n1\r\n--x--\r\n", 400)]
    [InlineData("/", "application/x-www-form-urlencoded; charset=utf-7", "a=b", 415)]
    [InlineData("/account", "application/x-www-form-urlencoded; charset=utf-7", "a=b", 415)]
    [InlineData("/settings/users", "application/x-www-form-urlencoded; charset=utf-7", "a=b", 415)]
    [InlineData("/sign-out", "multipart/form-data; boundary=x", "--x\r\nno headers", 400)]
    [InlineData("/sign-in", "application/x-www-form-urlencoded", "long", 413)]
    [InlineData("/sign-in", "application/x-www-form-urlencoded", "many", 400)]
    public async Task A_form_that_can_not_be_read_is_refused_with_a_page(string path, string type, string body, int status)
    {
        var before = _server.Output.Length;
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body switch
        {
            "long" => "a=" + new string('x', 70_000),
            "many" => string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"a{i}=1")),
            _ => body,
        }));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await _server.Http.PostAsync(path, content);

        await answer.AssertErrorPageAsync((HttpStatusCode)status);
        Assert.DoesNotContain("Exception", _server.Output[before..], StringComparison.Ordinal);
    }

    [Theory, Trait("Requirement", "IN4")]
    [InlineData("ffffffffffffffff\r\n")]
    [InlineData("zz\r\n")]
    [InlineData("1\r\n{no line end")]
    public async Task A_garbled_chunk_is_refused(string chunk)
    {
        var before = _server.Output.Length;
        using var connection = await RawConnection.OpenAsync(_server);
        await connection.SendHeadAsync("POST", "api/predict", "Content-Type: application/json", "Transfer-Encoding: chunked");
        await connection.SendAsync(chunk);

        var (status, text) = await connection.AnswerAsync();

        Assert.Equal(400, status);
        Assert.Contains("application/problem+json", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", _server.Output[before..], StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "IN4")]
    public async Task A_client_that_resets_in_its_body_leaves_no_trace_in_the_log()
    {
        var before = _server.Output.Length;
        foreach (var path in (string[])["api/predict", "api/batch_predict", "sign-in"])
        {
            for (var i = 0; i < 10; i++)
            {
                using var connection = await RawConnection.OpenAsync(_server);
                var type = path == "sign-in" ? "application/x-www-form-urlencoded" : "application/json";
                await connection.SendHeadAsync("POST", path, $"Content-Type: {type}", "Content-Length: 1000");
                await connection.SendAsync("{\"amount\":");
                connection.Stream.Socket.LingerState = new(enable: true, seconds: 0);
            }
        }

        await _server.PredictAsync(ApiCalls.Transaction());
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        Assert.DoesNotContain("Exception", _server.Output[before..], StringComparison.Ordinal);
    }

    [Theory, Trait("Requirement", "WB2")]
    [InlineData("api/predictions")]
    [InlineData("health")]
    [InlineData("sign-in")]
    public async Task Another_host_is_refused_with_all_headers(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "evil.example" } };
        using var answer = await _server.Http.SendAsync(request);

        answer.AssertSecurityHeaders();
        if (path == "sign-in")
        {
            Assert.Equal((HttpStatusCode.BadRequest, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
        else
        {
            await answer.ProblemAsync(HttpStatusCode.BadRequest);
        }
    }
}
