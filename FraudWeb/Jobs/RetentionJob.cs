using FraudWeb.Core.Access;
using FraudWeb.Core.Privacy;

namespace FraudWeb.Jobs;

/// <summary>Takes out what has expired, soon after the start and then once a day.</summary>
public sealed partial class RetentionJob(RetentionWriter retention, TimeProvider clock, ILogger<RetentionJob> logger) : BackgroundService
{
    // A start has other things to do, and a program that is started over and over should not erase each time.
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    private string? _fault;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = FirstWait; ; wait = Interval)
        {
            await Task.Delay(wait, clock, stoppingToken);
            await RunAsync(stoppingToken);
        }
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            var went = await retention.RunAsync(Caller.System, progress: null, cancel);
            _fault = null;
            if (!went.IsNothing)
            {
                LogRun(went);
            }
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // The same fault day after day is told once; the next run tries again.
            if (_fault != e.Message)
            {
                _fault = e.Message;
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Erased what has expired: {Went}.")]
    private partial void LogRun(KeptCounts went);

    [LoggerMessage(Level = LogLevel.Error, Message = "What has expired can't be erased; the next try is tomorrow.")]
    private partial void LogFailed(Exception e);
}
