using System.Net;
using System.Text.RegularExpressions;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Hosting;
using FraudWeb.Keys;
using FraudWeb.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Hosting;

/// <summary>A fresh installation, as somebody finds it who has just started it.</summary>
[Trait("Requirement", "AU1")]
public sealed partial class FirstAccessTests
{
    private static readonly Dictionary<string, string> Fresh = new(StringComparer.Ordinal)
    {
        ["FraudWeb__Api__InitialKey"] = "",
        ["FraudWeb__Admin__Email"] = "",
        ["FraudWeb__Admin__Password"] = "",
    };

    [Fact]
    public async Task A_fresh_install_can_be_signed_into_only_with_the_printed_password_which_must_be_changed()
    {
        await using var server = await FraudWebServer.StartAsync(Fresh, isFirstStart: true);
        await server.WroteAsync("one-time password");
        var printed = Printed().Match(server.Output).Groups["password"].Value;
        Assert.Equal(23, printed.Length);

        using var person = new PersonClient(server.Address);
        foreach (var guess in (string[])["admin", "password", "admin@localhost", ""])
        {
            Assert.False(await SignInAsync(guess), guess);
        }

        Assert.True(await person.SignInAsync("admin@localhost", printed));

        // Everything leads to choosing a password.
        foreach (var page in (string[])["/", "/history", "/dashboard", "/settings/users", "/account"])
        {
            using var answer = await person.Http.GetAsync(page);
            Assert.Equal((HttpStatusCode.Redirect, "/account/password"),
                (answer.StatusCode, answer.Headers.Location!.ToString().Replace(server.Address.ToString(), "/", StringComparison.Ordinal)));
        }

        using var live = await person.Http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Forbidden, live.StatusCode);

        using var weak = await person.SubmitAsync(
            "account/password", "choose", ("NewPassword", "password1234"), ("Repeated", "password1234"));
        Assert.Contains("one of the first that attackers try", await weak.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var same = await person.SubmitAsync("account/password", "choose", ("NewPassword", printed), ("Repeated", printed));
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        using var chosen = await person.SubmitAsync(
            "account/password", "choose", ("NewPassword", "yellow heron bridge slope"), ("Repeated", "yellow heron bridge slope"));
        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        using var start = await person.Http.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, start.StatusCode);
        Assert.False(await SignInAsync(printed));

        async Task<bool> SignInAsync(string password)
        {
            using var other = new PersonClient(server.Address);
            return await other.SignInAsync("admin@localhost", password);
        }
    }

    [Fact]
    public async Task Nothing_else_answers_but_health_sign_in_and_files()
    {
        await using var server = await FraudWebServer.StartAsync(Fresh);
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        foreach (var open in (string[])["/health", "/health/live", "/health/ready", "/sign-in", "/css/app.css", "/js/shell.js",
            "/_framework/blazor.web.js", "/img/icon.svg"])
        {
            await IsAsync(open, HttpStatusCode.OK);
        }

        foreach (var led in (string[])["/", "/history", "/dashboard", "/settings", "/account", "/swagger", "/swagger/index.html",
            "/nowhere", "/appsettings.json", "/metrics"])
        {
            await IsAsync(led, HttpStatusCode.Redirect);
        }

        foreach (var closed in (string[])["/api/predict", "/api/model_info", "/api/predictions", "/api/nowhere", "/openapi/v1.json",
            "/export/predictions.csv", "/problems/not-found", "/_blazor"])
        {
            await IsAsync(closed, HttpStatusCode.Unauthorized);
        }

        async Task IsAsync(string path, HttpStatusCode status)
        {
            using var answer = await stranger.GetAsync(path);
            Assert.True(answer.StatusCode == status, $"{path}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Commands_before_the_first_start_print_their_secret_alone_and_leave_the_administrator_to_it()
    {
        using var cli = new CliProcess();
        var data = Directory.CreateDirectory(cli.PathOf("data")).FullName;
        var user = await cli.RunAsync("create-user", "--email", "ann@example.com", "--role", "analyst", $"--FraudWeb:DataDirectory={data}");
        var key = await cli.RunAsync("create-key", "--name", "checkout", "--scope", "score,read", $"--FraudWeb:DataDirectory={data}");
        Assert.Matches("^[A-Z0-9]{5}(-[A-Z0-9]{5}){3}\n$", user.Output);
        Assert.Matches("^fw_[a-z0-9]{10}_[A-Za-z0-9_-]{43}\n$", key.Output);
        Assert.Equal(("", ""), (user.Error, key.Error));
        var again = await cli.RunAsync(
            "create-user", "--email", "Ann@Example.com", "--role", "analyst", $"--FraudWeb:DataDirectory={data}");
        Assert.Equal(1, again.ExitCode);

        await FirstChampion.PutIntoAsync(data);
        await using var server = await FraudWebServer.StartAsync(Fresh, data);
        await server.WroteAsync("Sign in as admin@localhost");
    }

    [Fact]
    public async Task An_address_that_is_taken_stops_no_start_and_the_next_one_finishes_what_was_begun()
    {
        using var cli = new CliProcess();
        var data = Directory.CreateDirectory(cli.PathOf("data")).FullName;
        await FirstChampion.PutIntoAsync(data);
        var user = await cli.RunAsync("create-user", "--email", "ann@example.com", "--role", "analyst", $"--FraudWeb:DataDirectory={data}");
        Assert.Equal(0, user.ExitCode);
        var settings = new Dictionary<string, string>(Fresh, StringComparer.Ordinal)
        {
            ["FraudWeb__Api__InitialKey"] = FraudWebServer.Key,
            ["FraudWeb__Admin__Email"] = "Ann@Example.com",
        };

        await using (var server = await FraudWebServer.StartAsync(settings, data))
        {
            await server.WroteAsync("Nobody can administer this installation: Ann@Example.com");
            await server.WroteAsync("FraudWeb create-user --email ADDRESS --role administrator");
            await server.PredictAsync(ApiCalls.Transaction());
            await server.StopAsync();
            await server.RestartAsync();
            await server.StopAsync();
        }

        settings["FraudWeb__Admin__Email"] = "boss@example.com";
        await using (var server = await FraudWebServer.StartAsync(settings, data))
        {
            await server.WroteAsync("Sign in as boss@example.com");
            await server.PredictAsync(ApiCalls.Transaction());
        }
    }

    [Fact]
    public async Task Key_and_administrator_of_a_first_start_are_stored_together_or_not_at_all()
    {
        await using var store = new AccessStore();
        var first = store.Get<FirstAccessWriter>();
        var key = store.Get<KeyMaker>().DescribeInitial(FraudWebServer.Key, Caller.System);
        var (nobody, _) = store.Accounts.Describe("boss@example.com", Role.Administrator);
        nobody.SecurityStamp = null!;

        await Assert.ThrowsAnyAsync<Exception>(() => first.AddAsync(nobody, key, Caller.System));
        Assert.Empty(await store.Keys.ListAsync());

        // As an older version left it, if it was interrupted between the two.
        await store.Keys.AddAsync(store.Get<KeyMaker>().DescribeInitial(FraudWebServer.Key, Caller.System), Caller.System);
        var (boss, _) = store.Accounts.Describe("boss@example.com", Role.Administrator);
        Assert.True(await first.AddAsync(boss, store.Get<KeyMaker>().DescribeInitial(FraudWebServer.Key, Caller.System), Caller.System));
        Assert.Single(await store.Keys.ListAsync());
        Assert.Equal(Role.Administrator, Assert.Single(await store.Registry.ListAsync()).Role);

        var (second, _) = store.Accounts.Describe("other@example.com", Role.Administrator);
        Assert.False(await first.AddAsync(second, key: null, Caller.System));
    }

    [Fact]
    public async Task An_installation_whose_administrators_are_all_disabled_says_how_to_get_one()
    {
        await using var store = new AccessStore();
        await store.AddAsync("boss@example.com", Role.Administrator);

        // The program refuses to disable the last one, but an older version did not.
        await store.Get<Core.Storage.Database>().WriteAsync(
            context => context.Accounts.ExecuteUpdateAsync(set => set.SetProperty(account => account.IsDisabled, true)));
        using var services = new ServiceCollection()
            .AddSingleton(store.Registry)
            .BuildServiceProvider();

        var notice = await FirstAccess.PrepareAsync(services);

        Assert.Contains("every administrator is disabled", notice, StringComparison.Ordinal);
        Assert.Contains("FraudWeb create-user --email ADDRESS --role administrator", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_printed_once_and_not_on_the_next_start()
    {
        await using var server = await FraudWebServer.StartAsync(Fresh);
        await server.WroteAsync("one-time password");
        await server.StopAsync();
        await server.RestartAsync();
        await server.StopAsync();

        Assert.Single(Printed().Matches(server.Output));
    }

    [Fact]
    public async Task The_password_is_the_last_thing_that_a_first_start_writes()
    {
        await using var server = await FraudWebServer.StartAsync(Fresh);
        await server.WroteAsync("is shown only now");

        var lines = server.Output.TrimEnd().Split('\n');
        var at = Array.FindIndex(lines, line => line.StartsWith("Sign in as ", StringComparison.Ordinal));
        Assert.StartsWith("FraudWeb is ready at ", lines[at - 2], StringComparison.Ordinal);
        Assert.Equal("", lines[at - 1].Trim());
        Assert.StartsWith("Sign in as admin@localhost with the one-time password ", lines[at], StringComparison.Ordinal);
        Assert.StartsWith("It works for 72 hours", lines[at + 1], StringComparison.Ordinal);

        // On a busy machine the web server may warn about that at any time. Nothing else follows.
        Assert.All(lines[(at + 2)..], line => Assert.True(
            line.Contains("\"LogLevel\":\"Warning\",\"Category\":\"Microsoft.", StringComparison.Ordinal), server.Output));
    }

    [Fact]
    public async Task The_password_is_printed_even_if_nothing_can_be_listened_on()
    {
        var (code, output) = await FraudWebServer.FailToStartAsync(new Dictionary<string, string>(Fresh, StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = "https://127.0.0.1:5999",
            ["Kestrel__Certificates__Default__Path"] = "/nowhere/x.pfx",
        });

        Assert.Equal(1, code);
        Assert.Matches(Printed(), output);
    }

    [GeneratedRegex("one-time password (?<password>[A-Z0-9-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Printed();
}
