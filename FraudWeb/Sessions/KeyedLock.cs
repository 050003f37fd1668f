namespace FraudWeb.Sessions;

/// <summary>Runs work on the same key one at a time. Its memory is fixed: keys are spread over a number of locks, so two keys may share one.</summary>
internal sealed class KeyedLock(int lockCount)
{
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, lockCount).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits until no other work on the key is running. The lock is released on dispose.</summary>
    public Task<SemaphoreLease> AcquireAsync(string key) =>
        SemaphoreLease.AcquireAsync(_locks[(uint)key.GetHashCode(StringComparison.Ordinal) % _locks.Length]);
}
