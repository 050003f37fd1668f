namespace FraudWeb.Components.Shared;

/// <summary>Work that is never done twice at once: asked for while it runs, it runs once more afterwards, however often it was asked. So a slow
/// query does not pile up. Used on one circuit's thread.</summary>
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
