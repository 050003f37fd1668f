using System.Diagnostics;
using System.Text;

namespace FraudWeb.Tests.Support;

/// <summary>What the files of a data folder hold, byte for byte.</summary>
internal static class FolderFiles
{
    /// <summary>The files in which a text is.</summary>
    public static IEnumerable<string> Containing(string folder, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Read(file).AsSpan().IndexOf(bytes) >= 0);
    }

    /// <summary>Copies a folder that no program has open.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    // By a process of its own: closing the file in this one would drop SQLite's locks on it.
    private static byte[] Read(string file)
    {
        using var cat = Process.Start(new ProcessStartInfo("cat", [file]) { RedirectStandardOutput = true })!;
        using var bytes = new MemoryStream();
        cat.StandardOutput.BaseStream.CopyTo(bytes);
        cat.WaitForExit();
        return bytes.ToArray();
    }
}
