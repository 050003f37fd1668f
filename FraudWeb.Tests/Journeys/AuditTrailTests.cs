using System.Text.Json;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

/// <summary>What systems read, and with which settings the program runs, is in the audit log.</summary>
[Trait("Requirement", "AD1")]
public class AuditTrailTests
{
    [Fact]
    public async Task Reads_by_key_and_changed_settings_leave_entries_and_unchanged_ones_none()
    {
        var folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
        try
        {
            await FirstChampion.PutIntoAsync(folder);
            await using (var server = await FraudWebServer.StartAsync(dataDirectory: folder))
            {
                for (var i = 0; i < 3; i++)
                {
                    (await server.Http.GetAsync("api/predictions")).EnsureSuccessStatusCode().Dispose();
                }

                await server.StopAsync();
                await server.RestartAsync();
                await server.StopAsync();
            }

            var stricter = new Dictionary<string, string>(StringComparer.Ordinal) { ["FraudWeb__Policy__Threshold"] = "0.6" };
            await using (var server = await FraudWebServer.StartAsync(stricter, folder))
            {
                var entries = (await server.Http.GetStringAsync("export/audit.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonDocument.Parse(line).RootElement).ToList();

                var reads = Told("predictions_read");
                Assert.Equal(2, reads.Count);
                Assert.Equal(("key:1", "first call of an hour"), reads[0]);
                Assert.Equal("key:1", reads[1].Actor);
                Assert.StartsWith("3 calls since ", reads[1].Detail, StringComparison.Ordinal);

                var settings = Told("settings_change");
                Assert.Equal(2, settings.Count);
                Assert.Contains("Policy:Threshold=0.6", settings[1].Detail, StringComparison.Ordinal);
                Assert.Contains("Api:InitialKey is set", settings[1].Detail, StringComparison.Ordinal);
                Assert.DoesNotContain(FraudWebServer.Key, string.Join('\n', entries), StringComparison.Ordinal);

                List<(string Actor, string Detail)> Told(string action) =>
                    [.. entries.Where(entry => entry.GetProperty("action").GetString() == action)
                        .Select(entry => (entry.GetProperty("actor").GetString()!, entry.GetProperty("detail").GetString()!))];
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
