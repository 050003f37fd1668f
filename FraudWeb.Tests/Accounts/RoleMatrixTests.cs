using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using FraudWeb.Components;
using FraudWeb.Hosting;
using FraudWeb.Navigation;
using FraudWeb.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Tests.Accounts;

/// <summary>A server with a person of each role and a key of each scope.</summary>
public sealed class PopulatedServer : IAsyncLifetime
{
    private readonly Dictionary<Asker, HttpClient> _clients = [];
    private readonly List<PersonClient> _people = [];

    public FraudWebServer Server { get; private set; } = null!;

    /// <summary>A prediction that every person may see: none is an analyst's but the analyst's own.</summary>
    public Dictionary<Asker, string> Predictions { get; } = [];

    public HttpClient As(Asker asker) => _clients[asker];

    public async Task InitializeAsync()
    {
        Server = await FraudWebServer.StartAsync();
        using var cli = new CliProcess();
        foreach (var (asker, scope) in ((Asker, string)[])[(Asker.ScoreKey, "score"), (Asker.ReadKey, "read"), (Asker.AdminKey, "admin")])
        {
            var made = await cli.RunAsync(
                "create-key", "--name", scope, "--scope", scope, $"--FraudWeb:DataDirectory={Server.DataDirectory}");
            Assert.True(made.ExitCode == 0, made.Error);
            _clients[asker] = Client();
            _clients[asker].DefaultRequestHeaders.Add("X-API-Key", made.Output.Trim());
        }

        _clients[Asker.Anonymous] = Client();
        foreach (var (asker, role) in ((Asker, string)[])[
            (Asker.Analyst, "analyst"), (Asker.Reviewer, "reviewer"), (Asker.Administrator, "administrator")])
        {
            var person = new PersonClient(Server.Address);
            _people.Add(person);
            _clients[asker] = person.Http;
            var made = await cli.RunAsync(
                "create-user", "--email", $"{role}@example.com", "--role", role, $"--FraudWeb:DataDirectory={Server.DataDirectory}");
            Assert.True(made.ExitCode == 0, made.Error);
            Assert.True(await person.SignInAsync($"{role}@example.com", made.Output.Trim()), role);
            using var chosen = await person.SubmitAsync(
                "account/password", "choose", ("NewPassword", "yellow heron bridge slope"), ("Repeated", "yellow heron bridge slope"));
            Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        }

        var prediction = await Server.PredictAsync(ApiCalls.Transaction());
        foreach (var asker in Enum.GetValues<Asker>())
        {
            Predictions[asker] = prediction.GetProperty("prediction_id").GetString()!;
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        foreach (var person in _people)
        {
            person.Dispose();
        }

        await Server.DisposeAsync();
    }

    private HttpClient Client() =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Server.Address, Timeout = TimeSpan.FromSeconds(60) };
}

[Trait("Requirement", "AZ1")]
public sealed partial class RoleMatrixTests(PopulatedServer populated) : IClassFixture<PopulatedServer>
{
    // Where a placeholder or a query is needed to be answered at all.
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["/problems/{slug}"] = "/problems/not-found",
        ["/export/person.json"] = "/export/person.json?transaction_id=nobody",
        ["/status/{code:int}"] = "/status/404",
    };

    [Theory]
    [MemberData(nameof(RoleMatrix.Cells), MemberType = typeof(RoleMatrix))]
    public async Task Everybody_is_answered_what_the_table_says(string call, Asker asker, int status)
    {
        var (method, path) = (call.Split(' ')[0], call.Split(' ')[1]);
        path = Paths.GetValueOrDefault(path, path).Replace("{id}", populated.Predictions[asker], StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new(method), path);
        if (method is "POST" or "PUT" && path.StartsWith("/api", StringComparison.Ordinal))
        {
            request.Content = new StringContent(Body(path), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        using var answer = await populated.As(asker).SendAsync(request);

        Assert.True((int)answer.StatusCode == status, $"{call} as {asker}: {(int)answer.StatusCode} in place of {status}");
        if (status == 302)
        {
            Assert.StartsWith("/sign-in", answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.PathAndQuery
                : answer.Headers.Location.ToString(), StringComparison.Ordinal);
        }

        if (status is 401 && path.StartsWith("/api", StringComparison.Ordinal))
        {
            Assert.NotEmpty(answer.Headers.WwwAuthenticate);
        }
    }

    [Fact]
    public async Task Every_call_of_the_API_is_in_the_table()
    {
        var document = await populated.Server.GetAsync("openapi/v1.json");
        var calls = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => $"{call.Name.ToUpperInvariant()} {path.Name}")).ToList();

        Assert.NotEmpty(calls);
        Assert.Empty(calls.Except(RoleMatrix.Table.Keys));
    }

    [Fact]
    public void Every_page_is_in_the_table()
    {
        var pages = typeof(App).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => $"GET {route.Template}").ToList();

        Assert.NotEmpty(pages);
        Assert.Empty(pages.Except(RoleMatrix.Table.Keys));
    }

    [Fact]
    public void Every_other_address_that_the_code_maps_is_in_the_table()
    {
        // Calls and pages are known better; here it is the rest: exports, sign-out, problems.
        var mapped = Directory.EnumerateFiles(Path.Combine(Repository.Root, "FraudWeb"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .SelectMany(file => Mapped().Matches(File.ReadAllText(file)).Select(match => match.Groups["path"].Value))
            .Where(path => path.StartsWith('/')).ToList();
        var known = RoleMatrix.Table.Keys.Select(call => call.Split(' ')[1]).ToList();

        Assert.NotEmpty(mapped);
        Assert.All(mapped, path => Assert.Contains(known, one => one.EndsWith(path, StringComparison.Ordinal)));
    }

    [Fact, Trait("Requirement", "AZ3")]
    public async Task An_analyst_finds_only_predictions_of_their_own()
    {
        foreach (var page in (string[])["/history", $"/history/{populated.Predictions[Asker.Analyst]}"])
        {
            Assert.DoesNotContain("250", await populated.As(Asker.Analyst).GetStringAsync(page), StringComparison.Ordinal);
        }

        foreach (var (asker, lines) in ((Asker, int)[])[(Asker.Analyst, 0), (Asker.Reviewer, 1), (Asker.Administrator, 1)])
        {
            var export = await populated.As(asker).GetStringAsync($"/export/predictions.jsonl");
            Assert.True(export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length >= lines, $"{asker}: {export}");
            Assert.Equal(asker != Asker.Analyst, export.Length > 0);
        }
    }

    private static string Body(string path) => path switch
    {
        "/api/predict" => ApiCalls.Transaction().ToJsonString(),
        "/api/batch_predict" => $"{{\"transactions\":[{ApiCalls.Transaction().ToJsonString()}]}}",
        _ => "{\"label\":\"fraud\"}",
    };

    [GeneratedRegex("""\.Map(Get|Post|Put|Delete|Patch)\("(?<path>[^"]+)"|MapPost\(Links\.SignOut""", RegexOptions.ExplicitCapture)]
    private static partial Regex Mapped();
}
