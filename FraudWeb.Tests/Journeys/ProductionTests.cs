using System.Net;
using FraudWeb.Hosting;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

/// <summary>What is to be seen from outside, and what is not.</summary>
[Trait("Requirement", "CF1")]
[Collection(SharedServerCollection.Name)]
public class ProductionTests(SharedServer shared)
{
    private readonly FraudWebServer _server = shared.Server;

    public static TheoryData<string> Kept =>
    [
        "appsettings.json", "appsettings.Production.json", "FraudWeb.dll", "FraudWeb.pdb", "FraudWeb.xml", "FraudWeb.deps.json",
            "FraudWeb.runtimeconfig.json",
        "FraudWeb.staticwebassets.runtime.json", "FraudWeb.staticwebassets.endpoints.json", "web.config",
        "fraudweb.db", "fraudweb.db-wal", "data/fraudweb.db", "fraudweb.lock", "models", "models/v1.fraudmodel", "keys", "keys/key.xml",
        "backup.zip", "data.zip", ".git/config", ".git/HEAD", ".gitignore", ".env", "package.json", "wwwroot/css/app.css", "Program.cs",
            "etc/passwd",
    ];

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task What_lies_beside_the_program_is_not_served(string file)
    {
        foreach (var path in (string[])[file, $"lib/../{file}", $"css/%2e%2e/{file}", $"css/..%2f{file}", $"css/..%5c{file}",
            $"%2e%2e/{file}", $"..%2f..%2f{file}", $"css//{file}"])
        {
            // As it stands: a proper client would have taken the dots away.
            using var connection = await RawConnection.OpenAsync(_server);
            await connection.SendHeadAsync("GET", path);
            var (status, text) = await connection.AnswerAsync();
            Assert.True(status is 404 or 400, $"{status} for {path}");
            foreach (var content in (string[])["\"FraudWeb\":", "SQLite format", "root:x:", "[core]", "ConnectionString"])
            {
                Assert.DoesNotContain(content, text, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("css")]
    [InlineData("css/")]
    [InlineData("js/")]
    [InlineData("lib/")]
    [InlineData("lib/apexcharts/")]
    [InlineData("_framework/")]
    [InlineData("_content/")]
    [InlineData("_content/Radzen.Blazor/")]
    [InlineData("problems/")]
    [InlineData("export/")]
    public async Task No_folder_is_listed(string path)
    {
        using var answer = await _server.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Index of", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_tells_what_it_runs_on()
    {
        foreach (var path in (string[])["", "api/nothing", "health", "css/app.css", "nothing"])
        {
            using var answer = await _server.Http.GetAsync(path);
            var headers = string.Join(
                '\n', answer.Headers.Concat(answer.Content.Headers).Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));
            foreach (var name in (string[])["Kestrel", "ASP.NET", "X-Powered-By", "Server:"])
            {
                Assert.DoesNotContain(name, headers, StringComparison.OrdinalIgnoreCase);
            }
        }
    }
}
