using FraudWeb.Core.Models;
using FraudWeb.Core.Storage;

namespace FraudWeb.Hosting;

/// <summary>Registers our boosting beside the champion soon after the first start, so that the start itself waits only for the
/// champion.</summary>
public sealed partial class FirstCandidateJob(ModelRegistry models, TimeProvider clock, ILogger<FirstCandidateJob> logger)
    : BackgroundService
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Wait, clock, stoppingToken);
        try
        {
            await FirstRun.AddCandidateAsync(models, clock.GetUtcNow(), stoppingToken);
        }
        catch (Exception e) when (e is StoreUnavailableException or ModelFileException)
        {
            // The next start tries again.
            LogFailed(e);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "The candidate beside the first model can't be registered; the next start tries it again.")]
    private partial void LogFailed(Exception e);
}
