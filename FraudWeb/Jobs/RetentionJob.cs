using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Privacy;

namespace FraudWeb.Jobs;

/// <summary>Takes out what has expired, soon after the start and then once a day; after a run that failed, once more within the hour.</summary>
public sealed partial class RetentionJob(RetentionWriter retention, TimeProvider clock, ILogger<RetentionJob> logger) : BackgroundService
{
    // A start has other things to do, and a program that is started over and over should not erase each time.
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);
    private static readonly TimeSpan Retry = TimeSpan.FromHours(1);

    private string? _fault;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = FirstWait; ;)
        {
            await Task.Delay(wait, clock, stoppingToken);
            wait = await RunAsync(stoppingToken) ? Interval : Retry;
        }
    }

    private async Task<bool> RunAsync(CancellationToken cancel)
    {
        try
        {
            var went = await retention.RunAsync(Caller.System, progress: null, cancel);
            _fault = null;
            if (!went.IsNothing)
            {
                LogRun(went);
            }

            return true;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // The same fault over and over is told once.
            if (_fault != e.Message)
            {
                _fault = e.Message;
                LogFailed(e);
            }

            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Erased what has expired: {Went}.")]
    private partial void LogRun(RecordCounts went);

    [LoggerMessage(Level = LogLevel.Error, Message = "What has expired can't be erased; it is tried again every hour.")]
    private partial void LogFailed(Exception e);
}
