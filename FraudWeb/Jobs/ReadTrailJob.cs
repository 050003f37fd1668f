using FraudWeb.Core.Audit;

namespace FraudWeb.Jobs;

/// <summary>Records every hour, and before the program ends, who has read predictions by the API.</summary>
public sealed class ReadTrailJob(ReadTrail trail, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await trail.SummarizeAsync(all: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, clock, stoppingToken);
            await trail.SummarizeAsync();
        }
    }
}
