using System.Diagnostics;

namespace FraudWeb.Tests.Support;

/// <summary>Ends a program that a test has started when the test run dies, and after half an hour in any case: otherwise it would run
/// on.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(30);

    /// <summary>Lets a .NET program watch the run (<see cref="StartupHook"/>): its standard input ends with it.</summary>
    public static void Set(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(ParentWatch).Assembly.Location;
    }

    /// <summary>Watches from within the program.</summary>
    public static void Begin()
    {
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
                // Nobody writes there.
            }

            Process.GetCurrentProcess().Kill();
        })
        {
            IsBackground = true,
        }.Start();
        _ = Task.Delay(Bound, TimeProvider.System).ContinueWith(_ => Process.GetCurrentProcess().Kill(), TaskScheduler.Default);
    }
}
