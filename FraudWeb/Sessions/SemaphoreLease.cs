namespace FraudWeb.Sessions;

/// <summary>One entry into a semaphore, which ends on dispose.</summary>
internal readonly struct SemaphoreLease(SemaphoreSlim semaphore) : IDisposable
{
    public static async Task<SemaphoreLease> AcquireAsync(SemaphoreSlim semaphore)
    {
        await semaphore.WaitAsync();
        return new(semaphore);
    }

    public void Dispose() => semaphore.Release();
}
