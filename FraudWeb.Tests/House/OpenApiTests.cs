using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FraudWeb.Hosting;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.House;

[Collection(SharedServerCollection.Name)]
public class OpenApiTests(SharedServer shared)
{
    private static readonly string Committed = Path.Combine(Repository.Root, "docs", "openapi.json");

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var served = JsonNode.Parse(await shared.Server.Http.GetStringAsync("openapi/v1.json"))!.ToJsonString(
            new JsonSerializerOptions { WriteIndented = true }) + "\n";
        if (Environment.GetEnvironmentVariable("FRAUDWEB_UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(Committed, served);
        }

        Assert.True(await File.ReadAllTextAsync(Committed) == served,
            "docs/openapi.json is not what the server serves. If the change is meant, write it anew: FRAUDWEB_UPDATE_OPENAPI=1 dotnet test "
                + "--filter OpenApiTests");
    }

    [SpectralFact]
    public async Task Spectral_finds_nothing_to_say_about_it()
    {
        using var spectral = Process.Start(new ProcessStartInfo(
            "node", [SpectralFactAttribute.Program, "lint", "--ruleset", Path.Combine(SpectralFactAttribute.Folder, "ruleset.yaml"),
                "--fail-severity", "hint", Committed])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(spectral.StandardOutput.ReadToEndAsync(), spectral.StandardError.ReadToEndAsync());
        await spectral.WaitForExitAsync();

        Assert.True(spectral.ExitCode == 0, string.Concat(said));
    }

    [Fact]
    public async Task Every_call_has_a_name_a_summary_a_tag_examples_and_its_problems()
    {
        var document = await shared.Server.GetAsync("openapi/v1.json");

        Assert.Equal("3.1.", document.GetProperty("openapi").GetString()![..4]);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var call in path.Value.EnumerateObject())
            {
                foreach (var member in (string[])["operationId", "summary", "description"])
                {
                    Assert.False(
                        string.IsNullOrEmpty(call.Value.GetProperty(member).GetString()), $"{call.Name} {path.Name} has no {member}");
                }

                Assert.NotEqual(call.Value.GetProperty("summary").GetString(), call.Value.GetProperty("description").GetString());
                Assert.NotEmpty(call.Value.GetProperty("tags").EnumerateArray());

                var answers = call.Value.GetProperty("responses");
                var bodies = answers.EnumerateObject().Select(answer => answer.Value).ToList();
                string[] problems = path.Name.StartsWith("/api/", StringComparison.Ordinal) ? ["400", "401", "403", "429"] : [];
                if (call.Value.TryGetProperty("requestBody", out var body))
                {
                    bodies.Add(body);
                    problems = [.. problems, "413", "415", "503"];
                }

                foreach (var problem in problems)
                {
                    Assert.True(answers.TryGetProperty(problem, out _), $"{call.Name} {path.Name} does not tell its {problem}");
                }

                foreach (var content in bodies.Select(one => Resolved(document, one)).SelectMany(
                    one => one.GetProperty("content").EnumerateObject()))
                {
                    Assert.True(
                        content.Value.TryGetProperty("example", out _), $"{call.Name} {path.Name} has no example of {content.Name}");
                }
            }
        }
    }

    [Fact]
    public async Task The_examples_are_taken_and_answered_as_it_says()
    {
        var document = await shared.Server.GetAsync("openapi/v1.json");
        foreach (var (path, member) in ((string, string)[])[("/api/predict", "prediction_id"), ("/api/batch_predict", "predictions")])
        {
            var call = document.GetProperty("paths").GetProperty(path).GetProperty("post");
            var example = call.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example");
            var promised = call.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json")
                .GetProperty("example");
            using var answer = await shared.Server.PostAsync(path.TrimStart('/'), example.GetRawText());

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var given = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Equal(promised.EnumerateObject().Select(one => one.Name), given.EnumerateObject().Select(one => one.Name));
            Assert.True(given.TryGetProperty(member, out _));
        }
    }

    private static JsonElement Resolved(JsonElement document, JsonElement answer) => answer.TryGetProperty("$ref", out var reference)
        ? document.GetProperty("components").GetProperty("responses").GetProperty(reference.GetString()!.Split('/')[^1])
        : answer;
}
