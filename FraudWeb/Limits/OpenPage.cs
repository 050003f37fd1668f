namespace FraudWeb.Limits;

/// <summary>One that <see cref="OpenPages"/> has counted. It is counted until it is disposed of.</summary>
public sealed class OpenPage(Action close) : IDisposable
{
    private Action? _close = close;

    public void Dispose() => Interlocked.Exchange(ref _close, null)?.Invoke();
}
