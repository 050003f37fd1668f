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

    /// <summary>The C# and Razor files of all projects, benchmarks and examples by their path from the root, without what tools have
    /// written.</summary>
    public static IReadOnlyList<string> SourceFiles() =>
    [
        .. from project in (string[])["FraudWeb", "FraudWeb.Core", "FraudWeb.Tests", "bench", "docs"]
           from file in Directory.EnumerateFiles(Path.Combine(Root, project), "*", SearchOption.AllDirectories)
           let path = Path.GetRelativePath(Root, file)
           where Path.GetExtension(path) is ".cs" or ".razor"
           where !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Migrations" or "CompiledModel")
           orderby path
           select path,
    ];

    /// <summary>Where a file named by its path from the root is.</summary>
    public static string PathOf(string file) => Path.Combine(Root, file);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FraudWeb.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException(
            $"No folder above {AppContext.BaseDirectory} holds FraudWeb.sln; run the tests from a checkout.");
    }
}
