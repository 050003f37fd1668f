namespace FraudWeb.Logs;

/// <summary>Decides which of many equal events are logged: the first one in a minute. The others are counted, and the count is reported
/// when the minute is over. So the log does not grow with the number of requests.</summary>
/// <typeparam name="TKey">What makes events equal.</typeparam>
public sealed class EventCounter<TKey> : IDisposable
    where TKey : class
{
    /// <summary>The maximum number of kinds of events that are told apart at the same time. Addresses can be any number.</summary>
    public const int MaxKinds = 1_000;

    /// <summary>The time for which equal events are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _clock;
    private readonly Action<TKey?, int> _report;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, (long Start, int More)> _open = [];
    private int _others;

    /// <summary>Starts without events.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="report">Reports a count that is not zero; with null, of events beyond <see cref="MaxKinds"/>.</param>
    public EventCounter(TimeProvider clock, Action<TKey?, int> report)
    {
        (_clock, _report) = (clock, report);
        _timer = clock.CreateTimer(_ => Report(isEnd: false), state: null, Window / 4, Window / 4);
    }

    /// <summary>Counts an event.</summary>
    /// <returns>Whether it is the first of its kind in this window, and therefore to be logged.</returns>
    public bool IsFirst(TKey kind)
    {
        lock (_lock)
        {
            if (_open.TryGetValue(kind, out var window))
            {
                _open[kind] = window with { More = window.More + 1 };
                return false;
            }

            if (_open.Count == MaxKinds)
            {
                _others++;
                return false;
            }

            _open[kind] = (_clock.GetTimestamp(), 0);
            return true;
        }
    }

    /// <summary>Reports the counts of all windows.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Report(isEnd: true);
    }

    private void Report(bool isEnd)
    {
        var counts = new List<(TKey? Kind, int More)>();
        lock (_lock)
        {
            foreach (var (kind, window) in _open)
            {
                if (isEnd || _clock.GetElapsedTime(window.Start) >= Window)
                {
                    counts.Add((kind, window.More));
                    _open.Remove(kind);
                }
            }

            counts.Add((null, _others));
            _others = 0;
        }

        foreach (var (kind, more) in counts.Where(count => count.More > 0))
        {
            _report(kind, more);
        }
    }
}
