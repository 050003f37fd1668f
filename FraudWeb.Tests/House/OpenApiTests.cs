using System.Text.Json;
using System.Text.Json.Nodes;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.House;

[Collection(SharedServerCollection.Name)]
public class OpenApiTests(SharedServer shared)
{
    private static readonly string Committed = Path.Combine(Repository.Root, "docs", "openapi.json");

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var served = JsonNode.Parse(await shared.Server.Http.GetStringAsync("openapi/v1.json"))!.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
        if (Environment.GetEnvironmentVariable("FRAUDWEB_UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(Committed, served);

        Assert.True(await File.ReadAllTextAsync(Committed) == served,
            "docs/openapi.json is not what the server serves. If the change is meant, write it anew: FRAUDWEB_UPDATE_OPENAPI=1 dotnet test --filter OpenApiTests");
    }

    [Fact]
    public async Task Every_call_has_a_name_a_summary_a_tag_and_its_problems()
    {
        var document = await shared.Server.GetAsync("openapi/v1.json");

        Assert.Equal("3.1.", document.GetProperty("openapi").GetString()![..4]);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var call in path.Value.EnumerateObject())
            {
                foreach (var member in (string[])["operationId", "summary", "description"])
                    Assert.False(string.IsNullOrEmpty(call.Value.GetProperty(member).GetString()), $"{call.Name} {path.Name} has no {member}");
                Assert.NotEmpty(call.Value.GetProperty("tags").EnumerateArray());
                if (path.Name.StartsWith("/api", StringComparison.Ordinal))
                    Assert.True(call.Value.GetProperty("responses").TryGetProperty("400", out _), $"{call.Name} {path.Name} does not tell its 400");
            }
        }
    }
}
