namespace FraudWeb.Core.History;

/// <summary>Tells live pages that the store has changed, at most once in <see cref="Interval"/>, so that a flood of predictions can't flood
/// the pages.</summary>
public sealed class PredictionFeed(TimeProvider clock) : IDisposable
{
    /// <summary>The least time between two signals; a change is told no later than this.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<Func<Task>> _subscribers = [];
    private ITimer? _pending;
    private DateTimeOffset _lastSignal;

    /// <summary>Calls <paramref name="changed"/> after changes until the answer is disposed.</summary>
    public IDisposable Subscribe(Func<Task> changed)
    {
        lock (_gate)
        {
            _subscribers.Add(changed);
        }

        return new Subscription(() =>
        {
            lock (_gate)
            {
                _subscribers.Remove(changed);
            }
        });
    }

    /// <summary>Says that something was written. Cheap, never waits.</summary>
    public void Changed()
    {
        lock (_gate)
        {
            if (_pending is null && _subscribers.Count > 0)
            {
                var due = _lastSignal + Interval - clock.GetUtcNow();

                // Started only when it is stored: a clock may call back at once.
                _pending = clock.CreateTimer(_ => Signal(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _pending.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _pending?.Dispose();

    private void Signal()
    {
        Func<Task>[] told;
        lock (_gate)
        {
            _pending?.Dispose();
            _pending = null;
            _lastSignal = clock.GetUtcNow();
            told = [.. _subscribers];
        }

        // Each subscriber on its own: one that fails or hangs doesn't stop the others, and its own circuit reports the fault.
        foreach (var changed in told)
        {
            _ = Task.Run(changed);
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
