namespace FraudWeb.Core.Storage;

/// <summary>The folder of secrets within the data folder, which also has the anchor of the database.</summary>
public static class KeyFolder
{
    /// <summary>The name of the folder.</summary>
    public const string Name = "keys";

    /// <summary>The file of the audit log's key.</summary>
    public const string AuditKey = "audit.key";

    internal const string Anchor = "audit.anchor";

    // Those of data protection, which sign cookies and encrypt second factors.
    private const string OtherKeys = "key-*.xml";

    internal static string PathOf(string dataDirectory, string fileName) => Path.Combine(dataDirectory, Name, fileName);

    // Only files that this program writes: a person may have put a certificate into the folder before the first start.
    internal static bool IsUsed(string dataDirectory) =>
        File.Exists(PathOf(dataDirectory, AuditKey)) || File.Exists(PathOf(dataDirectory, Anchor))
        || (Path.Combine(dataDirectory, Name) is var folder && Directory.Exists(folder)
            && Directory.EnumerateFiles(folder, OtherKeys).Any());
}
