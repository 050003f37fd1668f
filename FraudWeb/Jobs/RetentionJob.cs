using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Privacy;

namespace FraudWeb.Jobs;

/// <summary>Erases expired data soon after the start and then once a day. A run that failed is tried again after an hour.</summary>
public sealed partial class RetentionJob(RetentionWriter retention, TimeProvider clock, ILogger<RetentionJob> logger) : BackgroundService
{
    // The start has other work to do, and a program that restarts in a loop should not erase each time.
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);
    private static readonly TimeSpan Retry = TimeSpan.FromHours(1);

    private string? _fault;
    private Success? _lastSuccess;

    /// <summary>The end of the last run that succeeded; null if there was none since the start.</summary>
    public DateTimeOffset? LastSuccess => Volatile.Read(ref _lastSuccess)?.At;

    /// <summary>The time since then, whatever was done to the clock; null if there was none since the start.</summary>
    public TimeSpan? SinceLastSuccess => Volatile.Read(ref _lastSuccess) is { } last ? clock.GetElapsedTime(last.Timestamp) : null;

    /// <summary>Whether the last run failed.</summary>
    public bool HasFailed => Volatile.Read(ref _fault) is not null;

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
            var went = await retention.RunAsync(Caller.System, cancel: cancel);
            Volatile.Write(ref _lastSuccess, new(clock.GetUtcNow(), clock.GetTimestamp()));
            Volatile.Write(ref _fault, null);
            if (!went.IsNothing)
            {
                LogRun(went);
            }

            return true;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // A fault that repeats is logged once.
            if (_fault != e.Message)
            {
                Volatile.Write(ref _fault, e.Message);
                LogFailed(e.Message, e is PrivacyException ? null : e);
            }

            return false;
        }
    }

    private sealed record Success(DateTimeOffset At, long Timestamp);

    [LoggerMessage(Level = LogLevel.Information, Message = "Erased expired data: {Went}.")]
    private partial void LogRun(RecordCounts went);

    [LoggerMessage(Level = LogLevel.Error, Message = "Expired data can't be erased: {Why} The job tries again every hour.")]
    private partial void LogFailed(string why, Exception? e);
}
