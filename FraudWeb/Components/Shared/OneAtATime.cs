namespace FraudWeb.Components.Shared;

/// <summary>Work that never runs twice at once. Requests that arrive while it runs cause one more run afterwards, so that slow
/// queries do not pile up. Used on one circuit's thread.</summary>
public sealed class OneAtATime(Func<Task> work)
{
    private bool _running;
    private bool _again;

    public async Task RunAsync()
    {
        if (_running)
        {
            _again = true;
            return;
        }

        _running = true;
        try
        {
            do
            {
                _again = false;
                await work();
            }
            while (_again);
        }
        finally
        {
            _running = false;
        }
    }
}
