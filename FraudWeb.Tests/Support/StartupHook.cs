using System.Diagnostics;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.Hosting;

/// <summary>
/// .NET runs this in the real program before its own first line, because <see cref="ParentWatch"/> names this assembly to it.
/// The runtime asks for this very name, without a namespace.
/// </summary>
#pragma warning disable CA1050, MA0047
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    public static void Initialize()
    {
        ParentWatch.Begin();
        if (Environment.GetEnvironmentVariable(Sabotage.Variable) is not null)
        {
            Break();
        }
    }

    private static void Break() => DiagnosticListener.AllListeners.Subscribe(new Each<DiagnosticListener>(listener =>
    {
        // The one place where a host that is being built can be reached from outside; ASP.NET Core's own test host does the same.
        if (listener.Name == "Microsoft.Extensions.Hosting")
        {
            listener.Subscribe(new Each<KeyValuePair<string, object?>>(said =>
            {
                if (said is { Key: "HostBuilding", Value: IHostBuilder host })
                {
                    host.ConfigureServices(Sabotage.Into);
                }
            }));
        }
    }));

    private sealed class Each<T>(Action<T> act) : IObserver<T>
    {
        public void OnNext(T value) => act(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
