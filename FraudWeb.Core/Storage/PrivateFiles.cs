namespace FraudWeb.Core.Storage;

/// <summary>Files and folders that only the program's own user may open (0600 and 0700). On Windows the folder's access list
/// decides.</summary>
public static class PrivateFiles
{
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;

    /// <summary>Creates a folder. An existing one is left unchanged.</summary>
    /// <returns>Its path.</returns>
    public static string CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, PrivateFolder);
        }

        return path;
    }

    /// <summary>Removes other users' access to a folder of ours, if it exists, and to files in it, because an earlier version may have
    /// left them open. Other files are not touched, because a mistyped path may belong to another program.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">The pattern of the files, such as <c>fraudweb.*</c>.</param>
    public static void Restrict(string folder, string files)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
        {
            return;
        }

        Restrict(folder, PrivateFolder);
        foreach (var path in Directory.EnumerateFiles(folder, files))
        {
            Restrict(path, PrivateFile);
        }
    }

    /// <summary>Writes a file that must not exist yet. If the program is killed meanwhile, the file is there as a whole or not at
    /// all.</summary>
    /// <exception cref="IOException">The file exists, for example because another process was faster.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var unfinished = FormattableString.Invariant($"{path}.{Environment.ProcessId}.new");
        WriteFlushed(unfinished, bytes);
        try
        {
            File.Move(unfinished, path);
        }
        catch (IOException)
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Replaces a file in one step, or creates it. The bytes are on disk before the name points to them.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var unfinished = path + ".new";
        WriteFlushed(unfinished, bytes);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Opens or creates a file with an exclusive lock.</summary>
    public static FileStream OpenAlone(string path) => Open(path, FileMode.OpenOrCreate);

    private static void WriteFlushed(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = Open(path, FileMode.Create);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile;
        }

        return new(path, options);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Restrict(string path, UnixFileMode mode)
    {
        try
        {
            if (File.GetUnixFileMode(path) != mode)
            {
                File.SetUnixFileMode(path, mode);
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or FileNotFoundException)
        {
            // A mounted volume may belong to another user, who then controls access; and SQLite may delete its files at any moment.
        }
    }
}
