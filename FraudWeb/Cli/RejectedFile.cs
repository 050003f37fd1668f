using System.CommandLine;
using System.Globalization;
using FraudWeb.Core.Batch;

namespace FraudWeb.Cli;

/// <summary>Handles bad rows as <c>--bad-rows</c> says: the work stops, or they are written to OUT.rejected.csv. Such a file of an earlier
/// run is deleted if this one has no bad rows.</summary>
internal sealed class RejectedFile : IDisposable
{
    private readonly string _path;
    private readonly string? _output;
    private readonly string _input;
    private OutputFile? _file;

    /// <param name="badRows"><c>stop</c> or <c>skip</c>.</param>
    /// <param name="output">The command's output, from which the file's name is derived. If it is <c>-</c> or null, bad rows go to standard
    /// error.</param>
    /// <param name="input">The command's input, which may be the rejected rows of an earlier run.</param>
    public RejectedFile(string badRows, string? output, string input)
    {
        (_path, _output, _input) = (PathFor(output), output, input);
        if (badRows == "skip" && _path.Length > 0 && OutputFile.IsSame(_path, input))
        {
            throw new CommandException(
                $"{_path}: is the input, and bad rows would be written to it; name another --output", ExitCode.WrongArguments);
        }

        Rows = badRows == "skip" ? RejectedRows.SetAside(Open, masked: _path.Length == 0) : RejectedRows.Stop();
    }

    public RejectedRows Rows { get; }

    public static Option<string> Option() => new Option<string>("--bad-rows")
    {
        Description = "What to do with a bad row: stop, or skip it and write it to OUT.rejected.csv.",
        DefaultValueFactory = _ => "stop",
    }.AcceptOnlyFromAmong("stop", "skip");

    /// <summary>Gives the file its final name and reports it, if there were bad rows.</summary>
    public async Task CompleteAsync()
    {
        _file?.Complete();
        if (Rows.Count == 0)
        {
            DeleteStale();
            return;
        }

        var lines = Rows.Lines > Rows.Count
            ? string.Create(CultureInfo.InvariantCulture, $" of {Rows.Lines:N0} lines (a quote left open makes many lines one row)")
            : "";
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Skipped {Rows.Count:N0} bad {(Rows.Count == 1 ? "row" : "rows")}{lines}; see {(_path.Length > 0 ? _path : "above")}."));
    }

    public void Dispose() => _file?.Dispose();

    private static string PathFor(string? output)
    {
        if (output is null or "-" || output.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return "";
        }

        var name = Path.GetFileName(output);
        var ending = new[] { ".csv.gz", ".csv", Core.Models.ModelFile.Extension }.FirstOrDefault(
            ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ?? "";
        return output[..^ending.Length] + ".rejected.csv";
    }

    // The name is ours, but only a file that we wrote is deleted.
    private void DeleteStale()
    {
        if (_path.Length == 0 || !File.Exists(_path) || OutputFile.IsSame(_path, _input))
        {
            return;
        }

        var start = new byte[32];
        int read;
        using (var file = File.OpenRead(_path))
        {
            read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }

        if (RejectedRows.Wrote(start.AsSpan(0, read)))
        {
            File.Delete(_path);
        }
    }

    private Stream Open() =>
        _path.Length == 0 ? Console.OpenStandardError() : (_file = OutputFile.Create(_path, like: _output)).Stream;
}
