using System.Globalization;
using FraudWeb.Core.Dashboard;

namespace FraudWeb.Cli;

/// <summary>Reports the progress of long work on standard error: a bar on a terminal, otherwise a plain line every few seconds. Short work
/// is not reported.</summary>
internal sealed class ProgressLine(TimeProvider clock) : IDisposable
{
    private const int BarWidth = 30;

    private static readonly bool IsTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(IsTerminal ? 1 : 5);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(IsTerminal ? 0.1 : 5);

    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _next = Silence;
    private int _drawn;

    /// <param name="share">The share that is done, 0 to 1; null if it is unknown.</param>
    /// <param name="text">The text, given the elapsed time.</param>
    public void Report(double? share, Func<TimeSpan, string> text)
    {
        var elapsed = clock.GetElapsedTime(_start);
        if (elapsed < _next)
        {
            return;
        }

        _next = elapsed + Interval;
        var percent = share is { } known ? $"{Math.Clamp(known, 0, 1) * 100,3:0} %  " : "";
        if (IsTerminal)
        {
            Draw($"{Bar(share)}{percent}{text(elapsed)}");
        }
        else
        {
            Console.Error.WriteLine($"{percent}{text(elapsed)}".TrimStart());
        }
    }

    /// <summary>Creates a counter of a file's rows.</summary>
    public IProgress<long> Rows(Func<long, double?> share) => new RowProgress(this, share);

    public void Dispose()
    {
        if (_drawn > 0)
        {
            Console.Error.Write($"\r{new string(' ', _drawn)}\r");
        }
    }

    private static string Bar(double? share)
    {
        if (share is not { } known)
        {
            return "";
        }

        var done = (int)(Math.Clamp(known, 0, 1) * BarWidth);
        return $"[{new string('#', done)}{new string('.', BarWidth - done)}] ";
    }

    private void Draw(string line)
    {
        Console.Error.Write("\r" + line.PadRight(_drawn));
        _drawn = line.Length;
    }

    private sealed class RowProgress(ProgressLine line, Func<long, double?> share) : IProgress<long>
    {
        public void Report(long value) => line.Report(share(value), elapsed =>
            string.Create(CultureInfo.InvariantCulture, $"{value:N0} rows, {value / Math.Max(elapsed.TotalSeconds, 0.001):N0} rows/s"));
    }
}
