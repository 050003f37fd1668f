using System.Net;
using FraudWeb.Tests.Accounts;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Surface;

/// <summary>What strangers can do with sessions: sign in, and bring a cookie that is not theirs.</summary>
public sealed class SessionSurfaceTests(PopulatedServer populated) : IClassFixture<PopulatedServer>
{
    private FraudWebServer Server => populated.Server;

    [Fact, Trait("Requirement", "AU8")]
    public async Task Cookies_are_out_of_reach_of_scripts_and_small()
    {
        using var person = new PersonClient(Server.Address);
        using var page = await person.Http.GetAsync("/sign-in");
        using var answer = await person.SubmitAsync(
            "sign-in", "password", ("Email", FraudWebServer.AdminEmail), ("Password", FraudWebServer.AdminPassword));
        foreach (var cookie in page.Headers.GetValues("Set-Cookie").Concat(answer.Headers.GetValues("Set-Cookie")))
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("samesite=(lax|strict)", cookie.ToLowerInvariant());
            Assert.True(cookie.Length < 4096);
        }
    }

    [Fact, Trait("Requirement", "AU5")]
    public async Task A_planted_cookie_is_worth_nothing_and_signing_in_gives_a_new_one()
    {
        using var person = new PersonClient(Server.Address);
        person.Cookies.Add(new Cookie("fraudweb-session", "planted", "/", Server.Address.Host));
        Assert.True(await person.SignInAsync(FraudWebServer.AdminEmail, FraudWebServer.AdminPassword));
        var first = person.Session!.Value;
        Assert.NotEqual("planted", first);
        Assert.True(await person.SignInAsync(FraudWebServer.AdminEmail, FraudWebServer.AdminPassword));
        Assert.NotEqual(first, person.Session!.Value);

        // The session before ends, because its browser has another one.
        Assert.Equal(HttpStatusCode.Redirect, await WithCookieAsync(first));
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync(person.Session!.Value));
        Assert.Equal(HttpStatusCode.Redirect, await WithCookieAsync("planted"));
    }

    [Fact, Trait("Requirement", "AU6"), Trait("Requirement", "WB10")]
    public async Task A_copied_cookie_is_worth_nothing_after_signing_out_and_the_browser_is_told_to_forget()
    {
        using var person = new PersonClient(Server.Address);
        Assert.True(await person.SignInAsync(FraudWebServer.AdminEmail, FraudWebServer.AdminPassword));
        var copied = person.Session!.Value;
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync(copied));

        var page = await person.Http.GetStringAsync("/account");
        using var answer = await person.SubmitAsync("sign-out", page, "none");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("\"cache\"", string.Join(',', answer.Headers.GetValues("Clear-Site-Data")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await WithCookieAsync(copied));
    }

    [Theory, Trait("Requirement", "WB9")]
    [InlineData("//evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/%5Cevil.example/..//evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/history\r\nX: y")]
    public async Task After_signing_in_one_stays_here(string returnUrl)
    {
        using var person = new PersonClient(Server.Address);
        using var answer = await person.SubmitAsync(
            $"sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", "password", ("Email", FraudWebServer.AdminEmail),
                ("Password", FraudWebServer.AdminPassword));

        var location = new Uri(Server.Address, answer.Headers.Location!);
        Assert.Equal(Server.Address.Authority, location.Authority);
        Assert.DoesNotContain("//evil", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "AU4")]
    public async Task Unknown_wrong_and_disabled_answer_the_same()
    {
        var answers = new List<string>();
        foreach (var email in (string[])["nobody@example.com", "analyst@example.com"])
        {
            using var person = new PersonClient(Server.Address);
            using var answer = await person.SubmitAsync("sign-in", "password", ("Email", email), ("Password", "wrong wrong wrong"));
            var html = await answer.Content.ReadAsStringAsync();
            var same = html.Replace(email, "", StringComparison.Ordinal).Replace(PersonClient.TokenIn(html), "", StringComparison.Ordinal);
            answers.Add($"{answer.StatusCode} {same.Length}");
        }

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
    }

    private async Task<HttpStatusCode> WithCookieAsync(string value)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = Server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account") { Headers = { { "Cookie", $"fraudweb-session={value}" } } };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
