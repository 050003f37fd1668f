namespace FraudWeb.Core.Storage;

/// <summary>Files and folders that only the program's own user may open (0600 and 0700). On Windows the folder's access list decides.</summary>
public static class PrivateFiles
{
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;

    /// <summary>Makes a folder. One that is there stays as it is.</summary>
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

    /// <summary>Takes others' access to a folder of ours, if it is there, and to files in it: an earlier version may have left them open. What lies in it besides
    /// is not touched; a mistyped path may lead to somebody else's.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Which files, such as <c>fraudweb.*</c>.</param>
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

    /// <summary>Writes a file that must not be there yet.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = Open(path, FileMode.CreateNew);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Opens or makes a file that nobody else can open meanwhile.</summary>
    public static FileStream OpenAlone(string path) => Open(path, FileMode.OpenOrCreate);

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
            // A mounted volume may belong to another user, who then decides who may look; and SQLite takes files away that it is done with.
        }
    }
}
