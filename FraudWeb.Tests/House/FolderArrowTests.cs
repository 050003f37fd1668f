using System.Reflection;
using ArchUnitNET.Loader;

namespace FraudWeb.Tests.House;

/// <summary>Which folder may know which, read from the compiled programs, so that no alias or full name gets around it. A folder is a
/// namespace of one level; the types at the root are in the folder named <c>.</c>.</summary>
public class FolderArrowTests
{
    /// <summary>Storage is the hub of Core: one EF Core context knows every entity, and every log, query and registry knows the
    /// context.</summary>
    private static readonly Dictionary<string, string> CoreArrows = new(StringComparer.Ordinal)
    {
        ["."] = "Actors Audit Dashboard History Idempotency Models Privacy Access Schema Scoring Simulation Storage",
        ["Wire"] = "",
        ["Schema"] = "Wire",
        ["Scoring"] = "Schema Wire",
        ["Learning"] = "Schema Scoring Wire",
        ["Actors"] = "",
        ["Audit"] = "Actors Schema Storage",
        ["Access"] = "Actors Audit Schema Storage Wire",
        ["Models"] = "Actors Audit Learning Schema Scoring Storage",
        ["Batch"] = "Schema Scoring",
        ["Idempotency"] = "Storage",
        ["History"] = "Actors Audit Dashboard Idempotency Models Schema Scoring Storage Wire",
        ["Dashboard"] = "History Schema Scoring Storage Wire",
        ["Privacy"] = "Actors Audit History Idempotency Schema Scoring Storage",
        ["Simulation"] = ". Actors Audit History Models Schema Scoring",
        ["Storage"] = "Access Audit Dashboard History Idempotency Models Privacy Scoring",
    };

    private static readonly Dictionary<string, string> WebArrows = new(StringComparer.Ordinal)
    {
        ["."] = "",
        ["Display"] = "",
        ["Navigation"] = "",
        ["Settings"] = "",
        ["Accounts"] = "Navigation",
        ["Logs"] = "",
        ["Problems"] = "Logs Navigation",
        ["Surface"] = "Accounts Logs Navigation Problems Settings",
        ["Limits"] = "Accounts Logs Navigation Problems Settings",
        ["Keys"] = "Accounts Logs Problems Settings",
        ["Sessions"] = "Accounts Limits Logs Navigation Settings Surface",
        ["Api"] = "Accounts Problems Settings",
        ["Components"] = "Accounts Api Display Keys Limits Navigation Problems Sessions Surface",
        ["Jobs"] = "",
        ["Hosting"] = "Accounts Api Components Display Jobs Keys Limits Navigation Problems Sessions Settings Surface",
        ["Cli"] = "Accounts Api Hosting Keys Settings",
    };

    [Fact]
    public void Folders_of_Core_know_only_those_that_the_table_allows() =>
        AssertArrows(typeof(Core.ScoringService).Assembly, "FraudWeb.Core", CoreArrows);

    [Fact]
    public void Folders_of_the_web_project_know_only_those_that_the_table_allows() =>
        AssertArrows(typeof(Program).Assembly, "FraudWeb", WebArrows);

    [Fact]
    public void The_table_of_the_web_project_has_no_cycle()
    {
        var open = WebArrows.ToDictionary(row => row.Key,
            row => row.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        while (open.FirstOrDefault(row => row.Value.Count == 0).Key is { } leaf)
        {
            open.Remove(leaf);
            foreach (var rest in open.Values)
            {
                rest.Remove(leaf);
            }
        }

        Assert.Empty(open.Keys);
    }

    // Every arrow of the code is in the table, and every arrow of the table is in the code: one that is gone is taken out of the table too.
    private static void AssertArrows(Assembly assembly, string root, Dictionary<string, string> allowed)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in new ArchLoader().LoadAssembly(assembly).Build().Types)
        {
            foreach (var dependency in type.Dependencies)
            {
                if (FolderOf(type.Namespace?.FullName, root) is { } from && FolderOf(dependency.Target.Namespace?.FullName, root) is { } to
                    && from != to)
                {
                    found.TryAdd($"{from} → {to}", $"{type.Name} knows {dependency.Target.Name}");
                }
            }
        }

        var table = allowed
            .SelectMany(row => row.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(to => $"{row.Key} → {to}"))
            .ToHashSet(StringComparer.Ordinal);
        var wrong = found.Where(arrow => !table.Contains(arrow.Key)).Select(arrow => $"{arrow.Key} is not allowed: {arrow.Value}");
        var gone = table.Except(found.Keys, StringComparer.Ordinal).Select(arrow => $"{arrow} is in the table, but not in the code");
        var faults = wrong.Concat(gone).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    // FraudWeb.Core is a root of its own, not a folder of FraudWeb. Security is a namespace that the files of encrypted keys name.
    private static string? FolderOf(string? name, string root) =>
        name == root ? "."
        : name is not null && name.StartsWith(root + ".", StringComparison.Ordinal) && name.Split('.')[root.Split('.').Length] is var folder
        && folder != "Core" ? (folder == "Security" ? "Hosting" : folder)
        : null;
}
