using System.IO.Compression;

namespace FraudWeb.Cli;

/// <summary>A file that a command writes, or standard output under the name <c>-</c>. Until <see cref="Complete"/>, it has a
/// temporary name in the same folder, so that the final name never refers to an incomplete file. It is compressed if the name ends in
/// <c>.gz</c>.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string? _path;
    private readonly string? _unfinished;
    private readonly Stream _file;

    private OutputFile(string? path, string? unfinished, Stream file)
    {
        (_path, _unfinished, _file) = (path, unfinished, file);
        Stream = path is not null && path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true) : file;
    }

    public Stream Stream { get; }

    public static OutputFile Create(string path)
    {
        if (path == "-")
        {
            return new(null, null, Console.OpenStandardOutput());
        }

        // Links are resolved to the file itself. A device such as /dev/null is written directly, because no file can replace it.
        var full = Target(path);
        if (full.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return new(full, null, new FileStream(full, FileMode.Open, FileAccess.Write));
        }

        var folder = Path.GetDirectoryName(full);
        if (folder is null || Directory.Exists(full))
        {
            throw new CommandException($"{path}: is a folder; name a file in it");
        }

        if (!Directory.Exists(folder))
        {
            throw new CommandException($"{path}: there is no folder {folder}; make it first");
        }

        var unfinished = Path.Combine(folder, $".{Path.GetFileName(full)}.{Environment.ProcessId}.tmp");
        return new(full, unfinished, new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None));
    }

    /// <summary>Refuses an output that would replace the input, directly or through a link.</summary>
    public static void RequireOther(string output, string input)
    {
        if (output != "-" && input != "-" && File.Exists(output) && File.Exists(input) && Target(output) == Target(input))
        {
            throw new CommandException(
                $"{output}: is also the input, which would be overwritten; name another --output", ExitCode.WrongArguments);
        }
    }

    /// <summary>Flushes the file to disk and gives it its final name.</summary>
    public void Complete()
    {
        if (Stream != _file)
        {
            Stream.Dispose();
        }

        if (_unfinished is not null && _file is FileStream file)
        {
            file.Flush(flushToDisk: true);
            file.Dispose();
            File.Move(_unfinished, _path!, overwrite: true);
        }
        else
        {
            _file.Flush();
        }
    }

    public void Dispose()
    {
        if (Stream != _file)
        {
            Stream.Dispose();
        }

        _file.Dispose();
        if (_unfinished is not null)
        {
            File.Delete(_unfinished);
        }
    }

    // The full path, because .NET resolves a link that is given without its folder against the root.
    private static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }
}
