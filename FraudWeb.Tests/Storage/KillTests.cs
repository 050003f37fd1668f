using System.Diagnostics;
using System.Globalization;
using System.Text;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Tests.Storage;

public class KillTests
{
    // A long run has more: FRAUDWEB_KILL_ROUNDS=50 ./test.sh --filter KillTests
    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("FRAUDWEB_KILL_ROUNDS") ?? "6", CultureInfo.InvariantCulture);

    [Fact, Trait("Requirement", "DB1")]
    public async Task What_was_acknowledged_before_a_kill_is_there_once_and_counted_and_answers_with_their_predictions_or_neither()
    {
        await using var store = new TestStore();
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 1; round <= Rounds; round++)
        {
            acknowledged.UnionWith(await WriteUntilKilledAsync(store.Folder, TimeSpan.FromMilliseconds(150 * (1 + round % 6))));

            // Neither is refused: the anchor may be behind the database, but never ahead.
            using var database = Database.Open(store.Folder);
            var (audit, anchor) = Audits.Anchored(database);
            using var closing = anchor;
            await audit.OpenAnchorAsync();
            Assert.Null((await audit.VerifyAsync()).Fault);
            await using var context = database.CreateDbContext();
            var kept = await context.Predictions.Select(prediction => prediction.Id).ToListAsync();
            Assert.Subset(kept.Select(id => id.ToString()).ToHashSet(StringComparer.Ordinal), acknowledged);
            var answers = await context.IdempotentResponses.Select(answer => answer.Body).ToListAsync();
            Assert.Equal(
                answers.SelectMany(body => Encoding.UTF8.GetString(body).Split(' ')).Order(StringComparer.Ordinal),
                kept.Select(id => id.ToString()).Order(StringComparer.Ordinal));
            Assert.Equal(kept.Count, await context.Rollups.Where(r => r.Dimension == Rollup.Total).SumAsync(r => r.Count));
            await context.Database.OpenConnectionAsync();
            Assert.Equal("ok", SqliteConnections.Scalar(context.Database.GetDbConnection(), "PRAGMA integrity_check"));
        }

        Assert.True(acknowledged.Count > 100, $"Only {acknowledged.Count} predictions were written.");
    }

    // Answers what the writer was told is kept. A line that the kill cut in two is left out.
    private static async Task<List<string>> WriteUntilKilledAsync(string folder, TimeSpan after)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(KilledWriter).Assembly.Location, folder])
        {
            RedirectStandardOutput = true,
        };
        ParentWatch.Set(start);
        using var process = Process.Start(start)!;
        var lines = new List<string>();
        var first = await process.StandardOutput.ReadLineAsync();
        Assert.NotNull(first);
        lines.Add(first);
        var killing = Task.Delay(after, TimeProvider.System).ContinueWith(_ => process.Kill(), TaskScheduler.Default);
        var rest = await process.StandardOutput.ReadToEndAsync();
        await killing;
        await process.WaitForExitAsync();
        var whole = rest.Split('\n')[..^1];
        return [.. lines.Concat(whole).SelectMany(line => line.Split(' '))];
    }
}
