using System.Runtime.CompilerServices;

namespace FraudWeb.Core.Storage;

// Linked into every project that references Core, so that SQLite is ready whichever of them is loaded first.
#pragma warning disable CA2255 // a library may not presume on its host; this one must run before its first SQLite connection, whoever makes it
file static class ModuleInitializer
{
    [ModuleInitializer]
    internal static void Initialize() => SqliteStartup.Initialize();
}
