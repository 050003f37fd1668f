using System.Reflection;

namespace FraudWeb.Core.Storage;

/// <summary>
/// Makes SQLite usable in this process. Must run before anything touches a <c>SqliteConnection</c>: one that is used earlier fails for
/// the life of the process.
/// </summary>
public static class SqliteStartup
{
    private static int _done;

    /// <summary>Idempotent and safe from any thread.</summary>
    public static void Initialize()
    {
        if (Interlocked.Exchange(ref _done, 1) != 0)
            return;

        // Microsoft.Data.Sqlite asks for SQLitePCLRaw.core 2.1; 2.0.6 is what ships, and the loader refuses a lower version by itself.
        AppDomain.CurrentDomain.AssemblyResolve += static (_, wanted) =>
            string.Equals(new AssemblyName(wanted.Name).Name, "SQLitePCLRaw.core", StringComparison.Ordinal)
                ? typeof(SQLitePCL.raw).Assembly
                : null;
        SQLitePCL.Batteries_V2.Init();
    }
}
