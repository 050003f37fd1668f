using System.Text.RegularExpressions;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.House;

/// <summary>What may know what, as design says: FraudWeb → Core; in Core Learning → Scoring → Schema, and everything else on top.</summary>
public partial class ArrowTests
{
    private static readonly string Core = Path.Combine(Repository.Root, "FraudWeb.Core");

    public static TheoryData<string, string[]> PureRing => new()
    {
        { "Wire", [] },
        { "Schema", ["Wire"] },
        { "Scoring", ["Schema", "Wire"] },
        { "Learning", ["Scoring", "Schema", "Wire"] },
    };

    [Theory]
    [MemberData(nameof(PureRing))]
    public void The_pure_ring_knows_only_what_lies_inside_it(string folder, string[] allowed)
    {
        foreach (var (file, text) in Sources(Path.Combine(Core, folder)))
        {
            foreach (Match use in CoreName().Matches(text))
            {
                Assert.True(use.Groups["folder"].Value == folder
                    || allowed.Contains(use.Groups["folder"].Value, StringComparer.Ordinal), $"{file} knows {use.Value}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(PureRing))]
    public void The_pure_ring_has_no_clock_database_environment_or_hidden_randomness(string folder, string[] allowed)
    {
        _ = allowed;
        foreach (var (file, text) in Sources(Path.Combine(Core, folder)))
        {
            Assert.False(Impure().IsMatch(text), $"{file}: {Impure().Match(text).Value}");
        }
    }

    [Fact]
    public void Only_its_own_folder_knows_ML_NET()
    {
        var folder = Path.Combine("Learning", "MlNet") + Path.DirectorySeparatorChar;
        foreach (var (file, text) in Sources(Core).Concat(Sources(Path.Combine(Repository.Root, "FraudWeb"))))
        {
            Assert.False(text.Contains("using Microsoft.ML", StringComparison.Ordinal)
                && !file.StartsWith(folder, StringComparison.Ordinal), $"{file} knows ML.NET");
        }
    }

    [Fact]
    public void Core_does_not_know_the_web()
    {
        foreach (var (file, text) in Sources(Core))
        {
            Assert.False(text.Contains("Microsoft.AspNetCore", StringComparison.Ordinal), $"{file} knows ASP.NET Core");
        }

        Assert.DoesNotContain(
            "Microsoft.AspNetCore.App", File.ReadAllText(Path.Combine(Core, "FraudWeb.Core.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_storage_and_the_queries_and_logs_of_a_capability_know_the_database()
    {
        foreach (var (file, text) in Sources(Core).Where(source => Database().IsMatch(source.Text)))
        {
            Assert.True(
                file is "CoreServices.cs" || file.StartsWith("Storage", StringComparison.Ordinal) || DatabaseType().IsMatch(file),
                $"{file} knows the database");
        }
    }

    [Fact]
    public void Pages_do_not_call_our_own_HTTP_API()
    {
        foreach (var (file, text) in Sources(Path.Combine(Repository.Root, "FraudWeb", "Components")))
        {
            Assert.False(text.Contains("HttpClient", StringComparison.Ordinal), $"{file} calls over HTTP");
        }
    }

    [Fact, Trait("Requirement", "WB1")]
    public void No_page_writes_markup_of_its_own_making()
    {
        foreach (var (file, text) in Sources(Path.Combine(Repository.Root, "FraudWeb")))
        {
            Assert.False(text.Contains("MarkupString", StringComparison.Ordinal)
                || text.Contains("AddMarkupContent", StringComparison.Ordinal), $"{file} writes raw markup");
        }
    }

    private static IEnumerable<(string File, string Text)> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => (Path: Path.GetRelativePath(folder, file), Full: file))
            .Where(file => !file.Path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Select(file => (file.Path, File.ReadAllText(file.Full)));

    [GeneratedRegex(@"FraudWeb\.Core\.(?<folder>[A-Z]\w+)(?=[.;])", RegexOptions.ExplicitCapture)]
    private static partial Regex CoreName();

    [GeneratedRegex(@"System\.IO\.File|\bFile\.|\bDirectory\.|TimeProvider|Stopwatch|\bEnvironment\.(?!NewLine|ProcessorCount)|new Random\b"
        + @"|EntityFrameworkCore|System\.Data|Microsoft\.Data|RandomNumberGenerator")]
    private static partial Regex Impure();

    [GeneratedRegex(@"Microsoft\.EntityFrameworkCore|System\.Data|Microsoft\.Data")]
    private static partial Regex Database();

    [GeneratedRegex(@"(Queries|Log|Writer|Verifier|Statement|Estimate|Registry|SecureErase|PredictionDeletion|StoreAnchor)(\.\w+)?\.cs$")]
    private static partial Regex DatabaseType();
}
