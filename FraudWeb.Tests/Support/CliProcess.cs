using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FraudWeb.Tests.Support;

/// <summary>What a run of the program came to.</summary>
/// <param name="ExitCode">0 done, 1 failed, 2 wrong arguments.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error, without the progress that a slow machine gets to see.</param>
public sealed record CliResult(int ExitCode, string Output, string Error);

/// <summary>The real program as a process of its own, run for one command in a folder of its own.</summary>
public sealed partial class CliProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The working folder; removed with this.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("fraudweb-cli-").FullName;

    /// <summary>Environment variables of the program.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The full path of a file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file into the folder.</summary>
    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>Reads a file of the folder.</summary>
    public string Read(string name) => File.ReadAllText(PathOf(name));

    /// <summary>Runs a command to its end.</summary>
    public Task<CliResult> RunAsync(params string[] args) => RunAsync(args, input: null);

    /// <summary>Runs a command to its end, with text on standard input.</summary>
    public async Task<CliResult> RunAsync(string[] args, string? input)
    {
        using var process = Start(args);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command has ended without reading it all; what it says is what counts.
        }

        return await EndAsync(process, output, error);
    }

    /// <summary>Runs a command, sends it a signal once something is there, and waits for its end.</summary>
    /// <param name="signal"><c>INT</c> for Ctrl-C, <c>TERM</c>.</param>
    /// <param name="when">Whether it is time.</param>
    /// <param name="args">The command.</param>
    public async Task<CliResult> SignalAsync(string signal, Func<bool> when, params string[] args)
    {
        using var process = Start(args);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var waited = Stopwatch.StartNew();
        while (!when())
        {
            Assert.False(process.HasExited, "the command ended before the signal");
            Assert.True(waited.Elapsed < Limit, "the time for the signal never came");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
        await kill.WaitForExitAsync();
        return await EndAsync(process, output, error);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static async Task<CliResult> EndAsync(Process process, Task<string> output, Task<string> error)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"The command did not end within {Limit.TotalSeconds} s. It wrote:\n{await output}\n{await error}", e);
        }

        return new(process.ExitCode, await output, Progress().Replace(await error, ""));
    }

    [GeneratedRegex(@"^\s*(\d+ %  .*|[\d,]+ rows, [\d,]+ rows/s)\n", RegexOptions.Multiline)]
    private static partial Regex Progress();

    private Process Start(string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Repository.Program);
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
