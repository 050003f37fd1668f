using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FraudWeb.Tests.Support;

/// <summary>Faults that only code can have, brought into the real program from outside, so that tests see how it bears them.</summary>
public static class Sabotage
{
    public const string TaskFault = "a task that nobody awaits broke";
    public const string ServiceFault = "a background service broke";
    public const string ClockFault = "the clock broke";

    // While it lies in the working folder, which is the data folder, some of the addresses can't tell the time.
    private const string ClockFile = "broken-clock";

    /// <summary>The environment variable that asks for the faults.</summary>
    public const string Variable = "FRAUDWEB_TESTS_SABOTAGE";

    /// <summary>What to start a <see cref="FraudWebServer"/> with.</summary>
    public static Dictionary<string, string> Settings => new(StringComparer.Ordinal) { [Variable] = "1" };

    public static void BreakClock(FraudWebServer server) => File.WriteAllText(Path.Combine(server.DataDirectory, ClockFile), "");

    public static void MendClock(FraudWebServer server) => File.Delete(Path.Combine(server.DataDirectory, ClockFile));

    /// <summary>How often a fault was logged with where it came from.</summary>
    public static int Times(string fault, FraudWebServer server) =>
        server.Output.Split($"{nameof(InvalidOperationException)}: {fault}").Length - 1;

    internal static void Into(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider, Clock>();
        services.AddHostedService<Service>();
    }

    private sealed class Clock(IHttpContextAccessor requests) : TimeProvider
    {
        private static readonly PathString[] Broken = ["/health", "/export"];

        public override DateTimeOffset GetUtcNow() =>
            File.Exists(ClockFile) && IsWanted() ? throw new InvalidOperationException(ClockFault) : System.GetUtcNow();

        // In a page itself, or in these calls: not where it is found out who somebody is, which ends their page and no more.
        private bool IsWanted() =>
            (requests.HttpContext is { } request && Array.Exists(Broken, path => request.Request.Path.StartsWithSegments(path)))
            || Environment.StackTrace.Contains("FraudWeb.Components.Pages", StringComparison.Ordinal);
    }

    private sealed class Service : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            Forget();
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, stoppingToken);

            // Only then does .NET notice that nobody looked.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            throw new InvalidOperationException(ServiceFault);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Forget() => _ = Task.Run(() => throw new InvalidOperationException(TaskFault));
    }
}
