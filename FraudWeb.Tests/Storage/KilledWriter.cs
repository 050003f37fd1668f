using System.Text;
using FraudWeb.Accounts;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Idempotency;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Tests.Storage;

/// <summary>The test assembly as a program: appends predictions to the data folder given, each time with an answer that lists their ids,
/// and prints the ids of those that it was told are kept, until it is killed. What it printed must be there afterwards.</summary>
internal static class KilledWriter
{
    private const int Callers = 1_000;

    private static async Task Main(string[] args)
    {
        var database = Database.Open(args[0]);
        var (audit, _) = Audits.Anchored(database);
        await audit.OpenAnchorAsync();
        var log = new PredictionLog(
            database, new(database), new(TimeProvider.System), audit, TimeProvider.System, NullLogger<PredictionLog>.Instance);
        var ids = new PredictionIds(TimeProvider.System, NullLogger<PredictionIds>.Instance);
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        output.AutoFlush = true;
        using var gate = new SemaphoreSlim(1, 1);

        // Each entry moves the anchor, so that the kill meets it on its way.
        _ = Task.Run(async () =>
        {
            while (true)
            {
                await audit.AppendAsync(Audits.Ann, AuditActions.Exported);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            while (true)
            {
                var kept = Enumerable.Range(0, random.Next(1, 4)).Select(_ => TestStore.Make(ids.Next(), random)).ToList();
                var line = string.Join(' ', kept.Select(prediction => prediction.Id));
                await log.AppendAsync(kept, AnswerOf(kept[0].Id.ToString(), line));
                await gate.WaitAsync();
                try
                {
                    await output.WriteLineAsync(line);
                }
                finally
                {
                    gate.Release();
                }
            }
        })));
    }

    private static IdempotentResponse AnswerOf(string key, string body) =>
        new() { Owner = 0, Key = key, Request = [], Body = Encoding.UTF8.GetBytes(body), At = TimeProvider.System.GetUtcNow() };
}
