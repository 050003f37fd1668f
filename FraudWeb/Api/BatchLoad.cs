using FraudWeb.Core.Actors;

namespace FraudWeb.Api;

/// <summary>Limits the memory and the processors that large batches take, so that they don't slow single predictions down. A body that
/// finds no room waits for a moment and is then refused.</summary>
public sealed class BatchLoad(TimeProvider clock) : IDisposable
{
    /// <summary>A body up to this length needs no room, in bytes: a single transaction may have as many.</summary>
    public const int FreeLength = JsonBody.OneLimit;

    /// <summary>The time within which the rest of a body that has room must arrive. A slow sender would hold the room for hours.</summary>
    public static readonly TimeSpan MaxReading = TimeSpan.FromMinutes(1);

    // Bodies of batches that are being read, scored or answered, in bytes. One caller gets half of it, so that there is room for others.
    internal const int Room = 8 * JsonBody.BatchLimit;
    internal const int RoomPerCaller = Room / 2;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    // One processor is left for everything else.
    private readonly SemaphoreSlim _processors = new(Math.Max(1, Environment.ProcessorCount - 1));
    private readonly Lock _lock = new();
    private readonly Dictionary<Actor, int> _taken = [];
    private readonly LinkedList<Waiting> _waiting = [];
    private int _total;

    /// <summary>Takes room for a body, in the order of the calls. A caller who has used up its half lets the others pass.</summary>
    /// <returns>The room, which is given back on dispose; null if there was none in time.</returns>
    public async Task<IDisposable?> TakeRoomAsync(Actor caller, int bytes, CancellationToken cancel)
    {
        var waiting = new Waiting(caller, bytes);
        LinkedListNode<Waiting> place;
        lock (_lock)
        {
            place = _waiting.AddLast(waiting);
            Admit();
        }

        try
        {
            await waiting.Admitted.Task.WaitAsync(MaxWait, clock, cancel);
            return new Taken(this, waiting);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            lock (_lock)
            {
                if (waiting.Admitted.Task.IsCompleted)
                {
                    Return(waiting);
                }
                else
                {
                    _waiting.Remove(place);
                    Admit();
                }
            }

            cancel.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>Starts the work on a batch. If its body is large, what the work computes before it first waits is done when a processor is
    /// free for it.</summary>
    public async Task<T> RunAsync<T>(int bytes, Func<Task<T>> work, CancellationToken cancel)
    {
        if (bytes <= FreeLength)
        {
            return await work();
        }

        Task<T> running;
        await _processors.WaitAsync(cancel);
        try
        {
            running = work();
        }
        finally
        {
            _processors.Release();
        }

        return await running;
    }

    public void Dispose() => _processors.Dispose();

    private void Admit()
    {
        for (var place = _waiting.First; place is not null;)
        {
            var (next, waiting) = (place.Next, place.Value);
            var taken = _taken.GetValueOrDefault(waiting.Caller);
            if (taken + waiting.Bytes <= RoomPerCaller)
            {
                if (_total + waiting.Bytes > Room)
                {
                    return;
                }

                _total += waiting.Bytes;
                _taken[waiting.Caller] = taken + waiting.Bytes;
                _waiting.Remove(place);
                waiting.Admitted.SetResult();
            }

            place = next;
        }
    }

    private void Return(Waiting waiting)
    {
        _total -= waiting.Bytes;
        if ((_taken[waiting.Caller] -= waiting.Bytes) == 0)
        {
            _taken.Remove(waiting.Caller);
        }

        Admit();
    }

    private sealed class Waiting(Actor caller, int bytes)
    {
        public Actor Caller { get; } = caller;

        public int Bytes { get; } = bytes;

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Taken(BatchLoad load, Waiting waiting) : IDisposable
    {
        private bool _isReturned;

        public void Dispose()
        {
            lock (load._lock)
            {
                if (!_isReturned)
                {
                    _isReturned = true;
                    load.Return(waiting);
                }
            }
        }
    }
}
