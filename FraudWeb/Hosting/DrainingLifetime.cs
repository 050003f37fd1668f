using System.Runtime.InteropServices;
using FraudWeb.Settings;

namespace FraudWeb.Hosting;

/// <summary>Stops the program on a signal. SIGTERM comes from an orchestrator, which goes on sending calls until it notices that the server
/// is not ready: the server says so first, serves on for the set time and then stops. Ctrl-C comes from a person and stops at once. A
/// second signal ends the program without waiting for anything.</summary>
public sealed partial class DrainingLifetime(
    DrainSettings settings, IHostApplicationLifetime application, TimeProvider clock, ILogger<DrainingLifetime> logger)
    : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private ITimer? _stop;
    private int _count;

    /// <summary>Whether the server has been told to stop.</summary>
    public bool IsDraining => Volatile.Read(ref _count) > 0;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, settings.Time)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, TimeSpan.Zero)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => Stop(signal, TimeSpan.Zero)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _stop?.Dispose();
    }

    private void Stop(PosixSignalContext signal, TimeSpan drain)
    {
        // Not cancelled, the second signal has its usual effect.
        if (Interlocked.Increment(ref _count) > 1)
        {
            return;
        }

        signal.Cancel = true;
        if (drain == TimeSpan.Zero)
        {
            application.StopApplication();
            return;
        }

        LogDraining(drain.TotalSeconds);
        _stop = clock.CreateTimer(_ => application.StopApplication(), state: null, drain, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Told to stop: not ready any more, and serving for another {Seconds} s.")]
    private partial void LogDraining(double seconds);
}
