using System.Diagnostics;
using System.Text;

namespace FraudWeb.Core.Storage;

/// <summary>The file <c>keys/audit.anchor</c> beside the audit key. It says how far the database has come, so that a database that was set
/// back, cut or lost is noticed. It may be behind the database, by a second or by what a crash allows, but never ahead of it: it is written
/// only from what a reader of the database sees, which the disk has by then.</summary>
/// <param name="dataDirectory">The data folder.</param>
internal sealed class AnchorFile(string dataDirectory)
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(10);

    /// <summary>The file, as a full path.</summary>
    public string Path { get; } = KeyFolder.PathOf(dataDirectory, KeyFolder.Anchor);

    /// <summary>Reads the text.</summary>
    /// <returns>Null if there is no file.</returns>
    public string? Read() => File.Exists(Path) ? File.ReadAllText(Path, Encoding.UTF8) : null;

    /// <summary>Replaces the file. The disk has the new text before the name points to it, so that a power cut leaves the old file or the
    /// new one, both whole. That the name itself is on disk is not waited for: an older anchor refuses nothing.</summary>
    public void Write(string text) => PrivateFiles.Replace(Path, Encoding.UTF8.GetBytes(text));

    /// <summary>Takes the lock under which a process compares and moves the anchor, so that it only moves forward.</summary>
    /// <exception cref="IOException">Another process has held the lock for seconds.</exception>
    public IDisposable Lock()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return PrivateFiles.OpenAlone(Path + ".lock");
            }
            catch (IOException) when (waited.Elapsed < LockTimeout)
            {
                Task.Delay(Retry, TimeProvider.System).Wait();
            }
        }
    }
}
