namespace FraudWeb.Core.History;

/// <summary>Notifies live pages that the store has changed, at most once per <see cref="Interval"/>, so that a burst of predictions can't
/// overload them.</summary>
public sealed class PredictionFeed(TimeProvider clock) : IDisposable
{
    /// <summary>The minimum time between two notifications, and the maximum delay of one.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<Func<Task>> _subscribers = [];
    private ITimer? _pending;
    private long? _lastSignal;

    /// <summary>Calls <paramref name="changed"/> after changes, until the returned subscription is disposed.</summary>
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

    /// <summary>Reports a write. Cheap, never blocks.</summary>
    public void Changed()
    {
        lock (_gate)
        {
            if (_pending is null && _subscribers.Count > 0)
            {
                var due = _lastSignal is { } last ? Interval - clock.GetElapsedTime(last) : TimeSpan.Zero;

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
            _lastSignal = clock.GetTimestamp();
            told = [.. _subscribers];
        }

        // Subscribers are called independently: one that fails or hangs doesn't stop the others, and its own circuit reports the error.
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
