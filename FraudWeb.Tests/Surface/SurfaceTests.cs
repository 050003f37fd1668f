using System.Net;
using FraudWeb.Accounts;
using FraudWeb.Hosting;
using FraudWeb.Tests.Accounts;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Surface;

/// <summary>What strangers see and can send.</summary>
public sealed class SurfaceTests(PopulatedServer populated) : IClassFixture<PopulatedServer>
{
    private FraudWebServer Server => populated.Server;

    [Theory, Trait("Requirement", "WB2")]
    [InlineData("GET", "/", Asker.Anonymous)]
    [InlineData("GET", "/", Asker.Administrator)]
    [InlineData("GET", "/sign-in", Asker.Anonymous)]
    [InlineData("GET", "/nowhere", Asker.Administrator)]
    [InlineData("GET", "/dashboard", Asker.Analyst)]
    [InlineData("GET", "/css/app.css", Asker.Anonymous)]
    [InlineData("GET", "/_framework/blazor.web.js", Asker.Anonymous)]
    [InlineData("GET", "/health", Asker.Anonymous)]
    [InlineData("GET", "/api/predictions", Asker.Anonymous)]
    [InlineData("GET", "/api/predictions", Asker.ReadKey)]
    [InlineData("GET", "/api/nowhere", Asker.ReadKey)]
    [InlineData("TRACE", "/api/predict", Asker.ScoreKey)]
    [InlineData("GET", "/export/predictions.csv", Asker.Administrator)]
    [InlineData("GET", "/openapi/v1.json", Asker.ReadKey)]
    [InlineData("GET", "/swagger/index.html", Asker.Administrator)]
    [InlineData("POST", "/_blazor/negotiate", Asker.Anonymous)]
    public async Task Every_answer_carries_the_headers(string method, string path, Asker asker)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await populated.As(asker).SendAsync(request);

        var policy = Header("Content-Security-Policy");
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
        if (!path.StartsWith("/css", StringComparison.Ordinal) && !path.StartsWith("/_framework", StringComparison.Ordinal)
            && !path.StartsWith("/swagger", StringComparison.Ordinal))
        {
            Assert.Contains("no-store", Header("Cache-Control"), StringComparison.Ordinal);
        }

        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values)
            : throw new InvalidOperationException($"{name} is missing");
    }

    [Theory, Trait("Requirement", "WB3")]
    [InlineData("/sign-in", "password")]
    [InlineData("/account", "end-all")]
    [InlineData("/settings/users", "invite")]
    [InlineData("/sign-out", "none")]
    public async Task A_form_without_its_token_or_from_another_site_is_refused(string path, string form)
    {
        using var content = new FormUrlEncodedContent([new("_handler", form)]);
        using var bare = await populated.As(Asker.Administrator).PostAsync(path, content);
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);

        using var foreign = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([new("_handler", form)]),
            Headers = { { "Origin", "https://evil.example" } },
        };
        using var refused = await populated.As(Asker.Administrator).SendAsync(foreign);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory, Trait("Requirement", "WB4")]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task A_live_connection_from_another_site_is_refused(string? origin, HttpStatusCode status)
    {
        foreach (var path in (string[])["/_blazor/negotiate?negotiateVersion=1", "/_blazor?id=1"])
        {
            var method = path.Contains("negotiate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get;
            using var request = new HttpRequestMessage(method, path);
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin);
            }

            using var answer = await populated.As(Asker.Administrator).SendAsync(request);
            Assert.True(answer.StatusCode == status
                || (origin is null && answer.StatusCode != HttpStatusCode.Forbidden), $"{path}: {answer.StatusCode}");
        }
    }

    [Fact, Trait("Requirement", "KY3")]
    public async Task A_key_works_in_its_header_only_and_is_never_logged()
    {
        foreach (var (path, header) in ((string, (string, string)?)[])
        [
            ($"/api/model_info?api_key={FraudWebServer.Key}", null),
            ($"/api/model_info?X-API-Key={FraudWebServer.Key}", null),
            ("/api/model_info", ("Authorization", $"Bearer {FraudWebServer.Key}")),
            ("/api/model_info", ("Cookie", $"X-API-Key={FraudWebServer.Key}")),
        ])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (header is var (name, value))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await populated.As(Asker.Anonymous).SendAsync(request);
            await answer.ProblemAsync(HttpStatusCode.Unauthorized);
        }

        using var both = await Server.Http.GetAsync($"/api/model_info?api_key={FraudWebServer.Key}");
        await both.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.DoesNotContain(FraudWebServer.Key, Server.Output, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "KY1"), Trait("Requirement", "KY4")]
    public async Task A_key_that_is_revoked_in_the_settings_is_refused_at_once()
    {
        using var admin = new PersonClient(Server.Address);
        Assert.True(await admin.SignInAsync(FraudWebServer.AdminEmail, FraudWebServer.AdminPassword));
        using var made = await admin.SubmitAsync(
            "settings/keys", "make", ("KeyName", "<script>alert(1)</script>"), ("Scope", "Score"), ("Days", "90"),
                ("CurrentPassword", FraudWebServer.AdminPassword));
        var html = await made.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        var key = html[html.IndexOf("fw_", StringComparison.Ordinal)..].Split('<')[0];
        Assert.Equal(HttpStatusCode.OK, await CallAsync());
        Assert.DoesNotContain(key, await admin.Http.GetStringAsync("settings/keys"), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Server.DataDirectory, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.False((await reader.ReadToEndAsync()).Contains(key[^43..], StringComparison.Ordinal), file);
        }

        Assert.DoesNotContain(key[^43..], Server.Output, StringComparison.Ordinal);

        var id = System.Text.RegularExpressions.Regex.Matches(html, "revoke-(\\d+)", default, TimeSpan.FromSeconds(1))
            .Max(match => long.Parse(match.Groups[1].Value));
        using var revoked = await admin.SubmitAsync("settings/keys", $"revoke-{id}");
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync());

        async Task<HttpStatusCode> CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/model_info") { Headers = { { "X-API-Key", key } } };
            using var answer = await populated.As(Asker.Anonymous).SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Theory, Trait("Requirement", "AU10")]
    [InlineData("settings/keys", "make", "KeyName=x&Scope=Score&Days=90")]
    [InlineData("settings/users", "invite", "NewEmail=new@example.com&NewRole=Analyst", "InvitePassword")]
    [InlineData("account", "email", "NewEmail=new@example.com")]
    [InlineData("account/password", "choose", "NewPassword=yellow heron bridge slope&Repeated=yellow heron bridge slope")]
    [InlineData("account/second-factor", "begin", "")]
    public async Task What_matters_most_asks_for_the_password_again(
        string page, string form, string fields, string passwordField = "CurrentPassword")
    {
        using var admin = new PersonClient(Server.Address);
        Assert.True(await admin.SignInAsync(FraudWebServer.AdminEmail, FraudWebServer.AdminPassword));
        var sent = fields.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => (field.Split('=')[0], field.Split('=')[1]))
            .ToList();

        using var without = await admin.SubmitAsync(page, form, [.. sent]);
        Assert.Contains("Your password is wrong", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var wrong = await admin.SubmitAsync(page, form, [.. sent, (passwordField, "not the password")]);
        Assert.Contains("Your password is wrong", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // Two failures of five: others need this account too.
        using var right = await admin.SubmitAsync(
            "sign-in", "password", ("Email", FraudWebServer.AdminEmail), ("Password", FraudWebServer.AdminPassword));
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
    }

    [Theory]
    [InlineData("/settings/audit?before=abc&actor=%00")]
    [InlineData("/settings/users?page=abc")]
    [InlineData("/account?session=abc")]
    [InlineData("/review?after=99999999999999999999")]
    [InlineData("/history?cursor=abc")]
    public async Task An_address_with_nonsense_behind_it_shows_the_page(string path)
    {
        using var page = await Server.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain("This page failed", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "WB3")]
    public async Task A_form_is_good_from_another_address_too_such_as_after_a_change_of_network()
    {
        var address = IPAddress.Loopback;
        using var analyst = new PersonClient(Server.Address, from: () => address);
        Assert.True(await analyst.SignInAsync(FraudWebServer.AdminEmail, FraudWebServer.AdminPassword));
        using var page = await analyst.Http.GetAsync("account");
        var html = await page.Content.ReadAsStringAsync();

        address = IPAddress.Parse("127.0.0.2");
        using var answer = await analyst.SubmitAsync(
            "account", html, "email", ("NewEmail", "analyst@example.com"), ("CurrentPassword", FraudWebServer.AdminPassword));

        Assert.Contains("There is already an account for", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_refused_and_the_session_goes_on()
    {
        using var admin = new PersonClient(Server.Address);
        Assert.True(await admin.SignInAsync(FraudWebServer.AdminEmail, FraudWebServer.AdminPassword));

        using var refused = await admin.SubmitAsync(
            "account", "email", ("NewEmail", "Analyst@example.com"), ("CurrentPassword", FraudWebServer.AdminPassword));
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Contains("There is already an account for Analyst@example.com.", html, StringComparison.Ordinal);
        Assert.Contains($"<bdi>{FraudWebServer.AdminEmail}</bdi>", html, StringComparison.Ordinal);

        using var still = await admin.Http.GetAsync("account");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact, Trait("Requirement", "LG1"), Trait("Requirement", "LG2")]
    public async Task Whatever_is_sent_makes_one_log_record_of_JSON_and_no_secret_is_in_it()
    {
        using var stranger = new PersonClient(Server.Address);
        await stranger.SignInAsync("evil\r\n{\"Event\":\"forged\"}\u001b[31m@example.com", "canary-password-typed");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/forged%0d%0a%7b%22Event%22:%22forged%22%7d");
        request.Headers.TryAddWithoutValidation("X-API-Key", "canary-key-0123456789");
        using var answer = await populated.As(Asker.Anonymous).SendAsync(request);
        await Server.WroteAsync("authn_token_invalid");
        await Server.WroteAsync("authn_login_fail");
        using var invalid = await Server.PostAsync("api/predict", "{}");
        await Server.WroteAsync("input_validation_fail");
        using var denied = await populated.As(Asker.Analyst).GetAsync("/dashboard");
        await Server.WroteAsync("authz_fail");

        var lines = Server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines.Where(line => line.Contains("authn_", StringComparison.Ordinal)))
        {
            using var record = System.Text.Json.JsonDocument.Parse(line);
            Assert.Equal(TimeSpan.Zero, record.RootElement.GetProperty("Timestamp").GetDateTimeOffset().Offset);
            Assert.True(record.RootElement.GetProperty("State").TryGetProperty("Actor", out _));
        }

        Assert.DoesNotContain(lines, line => line.StartsWith("{\"Event\":\"forged", StringComparison.Ordinal));
        foreach (var secret in (string[])[
            "canary-password-typed", "canary-key-0123456789", FraudWebServer.AdminPassword, FraudWebServer.Key, "\u001b"])
        {
            Assert.DoesNotContain(secret, Server.Output, StringComparison.Ordinal);
        }
    }
}
