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

    /// <summary>Opens a file to write.</summary>
    /// <param name="path">The file, or <c>-</c>.</param>
    /// <param name="like">A file whose permissions a new one gets, if it exists; an existing file keeps its own.</param>
    public static OutputFile Create(string path, string? like = null)
    {
        if (path == "-")
        {
            return new(null, null, Console.OpenStandardOutput());
        }

        // A device such as /dev/null, a pipe of the shell such as /dev/fd/63 and a named pipe are written directly: no file can replace
        // them. Links to files are resolved.
        if (OpenIfPipe(Path.GetFullPath(path)) is { } pipe)
        {
            return new(path, null, pipe);
        }

        var full = Target(path);

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
        return new(full, unfinished, CreateLike(File.Exists(full) ? full : like, unfinished));
    }

    /// <summary>Refuses an output that would replace an input, directly or through a link.</summary>
    public static void RequireOther(string output, params string?[] inputs)
    {
        if (inputs.Any(input => IsSame(output, input)))
        {
            throw new CommandException(
                $"{output}: is also the input, which would be overwritten; name another --output", ExitCode.WrongArguments);
        }
    }

    /// <summary>Returns whether two paths are the same existing file, directly or through a link.</summary>
    public static bool IsSame(string output, string? input) =>
        output != "-" && input is not (null or "-") && File.Exists(output) && File.Exists(input) && Target(output) == Target(input);

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

    private static FileStream? OpenIfPipe(string full)
    {
        if (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal))
        {
            return new FileStream(full, FileMode.Open, FileAccess.Write);
        }

        if (OperatingSystem.IsWindows() || !File.Exists(full) || !MayWrite(full))
        {
            return null;
        }

        // A named pipe can't be told from a file by its attributes. Opening one waits for its reader.
        var existing = new FileStream(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (!existing.CanSeek)
        {
            return existing;
        }

        existing.Dispose();
        return null;
    }

    private static bool MayWrite(string full) => !new FileInfo(full).IsReadOnly;

    // A file that only its owner may read stays so: the content is replaced, not the permissions.
    private static FileStream CreateLike(string? like, string unfinished)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (OperatingSystem.IsWindows() || !File.Exists(like))
        {
            return new FileStream(unfinished, options);
        }

        var mode = File.GetUnixFileMode(like);
        options.UnixCreateMode = mode | UnixFileMode.UserWrite;
        var file = new FileStream(unfinished, options);
        File.SetUnixFileMode(file.SafeFileHandle, mode);
        return file;
    }

    // The full path, because .NET resolves a link that is given without its folder against the root.
    private static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }
}
