namespace FraudWeb.Hosting;

/// <summary>Logs exceptions of tasks that nobody awaited, which would otherwise be lost.</summary>
public sealed class UnobservedTaskExceptionLogger(ILogger<UnobservedTaskExceptionLogger> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        TaskScheduler.UnobservedTaskException += Log;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        TaskScheduler.UnobservedTaskException -= Log;
        return Task.CompletedTask;
    }

    private void Log(object? sender, UnobservedTaskExceptionEventArgs fault)
    {
        fault.SetObserved();
        logger.LogError(fault.Exception.GetBaseException(), "Something failed in the background that nobody waited for.");
    }
}
