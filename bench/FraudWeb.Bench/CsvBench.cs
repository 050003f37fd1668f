using System.Diagnostics;

namespace FraudWeb.Bench;

/// <summary>Runs the published program's own commands on a file of 1,000,000 rows.</summary>
internal static class CsvBench
{
    private const string Rows = "1000000";

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("fraudweb-bench-").FullName;
        try
        {
            string In(string name) => Path.Combine(folder, name);
            await RunAsync("simulate", "--rows", "20000", "--seed", "1", "--output", In("train.csv"));
            await RunAsync("train", "--data", In("train.csv"), "--output", In("cards.fraudmodel"));
            await RunAsync("simulate", "--rows", Rows, "--seed", "2", "--output", In("million.csv"));
            foreach (var _ in Enumerable.Range(0, 3))
            {
                var (seconds, megabytes) =
                    await RunAsync("score", "--model", In("cards.fraudmodel"), "--data", In("million.csv"), "--output", In("scored.csv"));
                Console.WriteLine(
                    $"score: {seconds:F2} s from start to end, {1_000_000 / seconds:N0} rows/s, at most {megabytes:N0} MB resident");
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, double Megabytes)> RunAsync(params string[] arguments)
    {
        // The program that was built together with this one, in the same configuration.
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        var program = Path.Combine(root, "FraudWeb", "bin", output.Parent.Name, output.Name, "FraudWeb.dll");
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var printed = process.StandardOutput.ReadToEndAsync();
        long peak = 0;
        while (!process.HasExited)
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.WorkingSet64);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        await printed;
        return process.ExitCode == 0 ? (clock.Elapsed.TotalSeconds, peak / 1e6)
            : throw new InvalidOperationException($"{arguments[0]} failed: {await errors}");
    }
}
