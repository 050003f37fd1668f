using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Surface;

/// <summary>Under HTTPS, by ourselves and behind a proxy.</summary>
public partial class HttpsTests
{
    private static readonly Dictionary<string, string> BehindProxy = new(StringComparer.Ordinal)
    {
        ["FraudWeb__Proxies"] = "127.0.0.1",
        ["AllowedHosts"] = "fraud.example;127.0.0.1",
        ["FraudWeb__Api__RequestsPerMinute"] = "5",
    };

    [Theory, Trait("Requirement", "WB2"), Trait("Requirement", "AU8")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_a_certificate_pages_are_served_over_HTTPS_with_host_cookies(bool pfx)
    {
        using var certificate = new TestCertificate();
        await using var server = await FraudWebServer.StartAsync(
            pfx ? new Dictionary<string, string>
            {
                ["FraudWeb__Https__Certificate"] = certificate.Pfx,
                ["FraudWeb__Https__Password"] = "opens it"
            }
                : new Dictionary<string, string>
                {
                    ["FraudWeb__Https__Certificate"] = certificate.Pem,
                    ["FraudWeb__Https__CertificateKey"] = certificate.PemKey
                },
            certificate: certificate);

        using var page = await server.Http.GetAsync("/sign-in");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("max-age=63072000; includeSubDomains", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")));
        var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-fraudweb-form=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/;", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.Ordinal);
        using var predicted = await server.PostAsync("api/predict", ApiCalls.Transaction());
        Assert.Equal(HttpStatusCode.OK, predicted.StatusCode);
    }

    [Fact, Trait("Requirement", "WB2")]
    public async Task Who_comes_over_HTTP_is_led_to_the_port_that_HTTPS_is_served_on()
    {
        using var certificate = new TestCertificate();
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string>
            {
                ["FraudWeb__Https__Certificate"] = certificate.Pem,
                ["FraudWeb__Https__CertificateKey"] = certificate.PemKey
            },
            certificate: certificate);
        await server.WroteAsync("FraudWeb is ready at http://");
        using var person = new PersonClient(new(HttpAddress().Match(server.Output).Value));

        using var led = await person.Http.GetAsync("/history?risk=high");

        Assert.Equal(
            (HttpStatusCode.PermanentRedirect, new Uri(server.Address, "/history?risk=high")), (led.StatusCode, led.Headers.Location!));
    }

    [Fact, Trait("Requirement", "AU9")]
    public async Task Where_others_can_reach_it_an_administrator_may_do_nothing_before_a_second_factor_is_set_up()
    {
        using var certificate = new TestCertificate();
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string>
            {
                ["FraudWeb__Https__Certificate"] = certificate.Pem,
                ["FraudWeb__Https__CertificateKey"] = certificate.PemKey,
                ["FraudWeb__Proxies"] = "192.0.2.1"
            },
            certificate: certificate);
        using var admin = new PersonClient(server.Address, certificate);
        Assert.True(await admin.SignInAsync(FraudWebServer.AdminEmail, FraudWebServer.AdminPassword));
        Assert.StartsWith("__Host-", admin.Session!.Name, StringComparison.Ordinal);
        foreach (var page in (string[])["/", "/settings/users", "/account"])
        {
            using var led = await admin.Http.GetAsync(page);
            Assert.EndsWith("/account/second-factor", led.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        using var live = await admin.Http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Forbidden, live.StatusCode);

        using var begun = await admin.SubmitAsync("account/second-factor", "begin", ("CurrentPassword", FraudWebServer.AdminPassword));
        var html = await begun.Content.ReadAsStringAsync();
        var secret = html.Split("secret\">")[1].Split('<')[0].Replace(" ", "", StringComparison.Ordinal);
        using var wrong = await admin.SubmitAsync("account/second-factor", html, "finish", Ticket(html), ("Code", "000000"));
        Assert.Contains("That code is wrong", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var done = await admin.SubmitAsync(
            "account/second-factor", html, "finish", Ticket(html), ("Code", TotpCodes.CodeAt(secret, TimeProvider.System.GetUtcNow())));
        Assert.Contains("Recovery codes", await done.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var open = await admin.Http.GetAsync("/settings/users");
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);

        using var again = new PersonClient(server.Address, certificate);
        Assert.False(await again.SignInAsync(FraudWebServer.AdminEmail, FraudWebServer.AdminPassword));
    }

    [Fact, Trait("Requirement", "AZ5")]
    public async Task Behind_a_proxy_that_speaks_HTTP_a_page_is_led_to_HTTPS_and_a_call_is_told()
    {
        await using var server = await FraudWebServer.StartAsync(BehindProxy);
        using var page = await SendAsync(server, "/sign-in", proto: "http");
        Assert.Equal(
            (HttpStatusCode.PermanentRedirect, "https://fraud.example/sign-in"), (page.StatusCode, page.Headers.Location!.ToString()));

        using var call = await SendAsync(server, "/api/model_info", proto: "http");
        await call.ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Null(call.Headers.Location);

        using var secure = await SendAsync(server, "/sign-in", proto: "https");
        Assert.Equal(HttpStatusCode.OK, secure.StatusCode);
        Assert.StartsWith("__Host-", Assert.Single(secure.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "IN9")]
    public async Task The_named_proxy_is_believed_on_addresses_and_nobody_else()
    {
        await using (var server = await FraudWebServer.StartAsync(BehindProxy))
        {
            for (var i = 0; i < 5; i++)
            {
                await StatusAsync(server, "198.51.100.1", HttpStatusCode.Unauthorized);
            }

            await StatusAsync(server, "198.51.100.1", HttpStatusCode.TooManyRequests);
            await StatusAsync(server, "198.51.100.2", HttpStatusCode.Unauthorized);

            // What the client claims stands further left; the proxy's own word is the last.
            await StatusAsync(server, "203.0.113.9, 198.51.100.1", HttpStatusCode.TooManyRequests);
        }

        await using (
            var server = await FraudWebServer.StartAsync(new Dictionary<string, string> { ["FraudWeb__Api__RequestsPerMinute"] = "5" }))
        {
            for (var i = 0; i < 5; i++)
            {
                await StatusAsync(server, $"198.51.100.{i}", HttpStatusCode.Unauthorized);
            }

            await StatusAsync(server, "198.51.100.77", HttpStatusCode.TooManyRequests);
        }

        static async Task StatusAsync(FraudWebServer server, string forwarded, HttpStatusCode status)
        {
            using var answer = await SendAsync(server, "/api/model_info", proto: "https", forwarded, key: null);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact, Trait("Requirement", "IN9")]
    public async Task Who_asks_too_often_is_told_when_to_come_back_and_others_are_not_slowed()
    {
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string> { ["FraudWeb__Api__RequestsPerMinute"] = "3" });
        for (var left = 2; left >= 0; left--)
        {
            using var good = await server.Http.GetAsync("api/model_info");
            Assert.Equal(HttpStatusCode.OK, good.StatusCode);
            Assert.Equal("\"default\";q=3;w=60", Assert.Single(good.Headers.GetValues("RateLimit-Policy")));
            Assert.StartsWith($"\"default\";r={left};t=", Assert.Single(good.Headers.GetValues("RateLimit")), StringComparison.Ordinal);
        }

        using var refused = await server.Http.GetAsync("api/model_info");
        await refused.ProblemAsync(HttpStatusCode.TooManyRequests);
        var wait = refused.Headers.RetryAfter!.Delta!.Value;
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.EndsWith($";r=0;t={wait.TotalSeconds}", Assert.Single(refused.Headers.GetValues("RateLimit")), StringComparison.Ordinal);

        using var cli = new CliProcess();
        var other = (await cli.RunAsync(
            "create-key", "--name", "other", "--scope", "read", $"--FraudWeb:DataDirectory={server.DataDirectory}")).Output.Trim();
        using var others = await SendAsync(server, "/api/model_info", proto: null, forwarded: null, other);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        using var healthy = await server.Http.GetAsync("health");
        Assert.Equal(HttpStatusCode.OK, healthy.StatusCode);
        await server.WroteAsync("excess_rate_limit_exceeded");
    }

    [Fact]
    public async Task Keys_are_kept_encrypted_under_a_secret_or_a_certificate_and_nothing_starts_without_it()
    {
        using var certificate = new TestCertificate();
        foreach (var settings in (Dictionary<string, string>[])
        [
            new() { ["FraudWeb__Keys__Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) },
            new() { ["FraudWeb__Keys__Certificate"] = certificate.Pfx, ["FraudWeb__Keys__CertificatePassword"] = "opens it" },
        ])
        {
            using var folder = new CliProcess();
            var data = Directory.CreateDirectory(folder.PathOf("data")).FullName;
            await using (var server = await FraudWebServer.StartAsync(settings, data))
            {
                using var person = new PersonClient(server.Address);
                Assert.True(await person.SignInAsync(FraudWebServer.AdminEmail, FraudWebServer.AdminPassword));
                await server.StopAsync();
                await server.RestartAsync();
                using var still = await person.Http.GetAsync("/account");
                Assert.Equal(HttpStatusCode.OK, still.StatusCode);
                await server.StopAsync();
            }

            var key = await File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(data, "keys"), "key-*.xml").Single());
            Assert.DoesNotContain("<masterKey", key, StringComparison.Ordinal);
            var verified = await folder.RunAsync("verify", $"--FraudWeb:DataDirectory={data}");
            Assert.Equal(1, verified.ExitCode);
            Assert.Contains("FraudWeb:Keys", verified.Error, StringComparison.Ordinal);
        }
    }

    [Theory, Trait("Requirement", "WB9")]
    [InlineData("fraud.example", HttpStatusCode.PermanentRedirect)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    public async Task A_proxy_that_passes_another_host_on_does_not_make_us_redirect_to_it(string host, HttpStatusCode status)
    {
        await using var server = await FraudWebServer.StartAsync(BehindProxy);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "sign-in") { Headers = { Host = host } };
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        using var answer = await client.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        Assert.DoesNotContain("evil", $"{answer.Headers.Location}", StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        FraudWebServer server, string path, string? proto, string? forwarded = null, string? key = FraudWebServer.Key)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("X-API-Key", key);
        }

        if (proto is not null)
        {
            request.Headers.Add("X-Forwarded-Proto", proto);
            request.Headers.Add("X-Forwarded-Host", "fraud.example");
        }

        if (forwarded is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwarded);
        }

        return await client.SendAsync(request);
    }

    private static (string, string) Ticket(string html) => ("Ticket", TicketIn().Match(html).Value);

    [GeneratedRegex("(?<=name=\"Ticket\" value=\")[^\"]+")]
    private static partial Regex TicketIn();

    [GeneratedRegex("(?<=ready at )http://\\S+")]
    private static partial Regex HttpAddress();
}
