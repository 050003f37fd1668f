using System.CommandLine;
using FraudWeb.Core.Batch;

namespace FraudWeb.Cli;

/// <summary>Handles bad rows as <c>--bad-rows</c> says: the work stops, or they are written to OUT.rejected.csv.</summary>
internal sealed class RejectedFile : IDisposable
{
    private readonly string _path;
    private OutputFile? _file;

    /// <param name="badRows"><c>stop</c> or <c>skip</c>.</param>
    /// <param name="output">The command's output, from which the file's name is derived. If it is <c>-</c> or null, bad rows go to standard
    /// error.</param>
    public RejectedFile(string badRows, string? output)
    {
        _path = PathFor(output);
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
        if (Rows.Count > 0)
        {
            await Console.Error.WriteLineAsync(
                $"Skipped {Rows.Count:N0} bad {(Rows.Count == 1 ? "row" : "rows")}; see {(_path.Length > 0 ? _path : "above")}.");
        }
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

    private Stream Open() => _path.Length == 0 ? Console.OpenStandardError() : (_file = OutputFile.Create(_path)).Stream;
}
