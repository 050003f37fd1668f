namespace FraudWeb.Tests.Support;

/// <summary>Where things stand on the disk that tests run from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Data that lies beside the repository on some machines; see <see cref="SharedDataFactAttribute"/>.</summary>
    public static string SharedData => Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));

    /// <summary>The FraudWeb program that was built together with these tests, in the same configuration.</summary>
    public static string Program
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(Root, "FraudWeb", "bin", output.Parent!.Name, output.Name, "FraudWeb.dll");
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FraudWeb.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds FraudWeb.sln; run the tests from a checkout.");
    }
}
