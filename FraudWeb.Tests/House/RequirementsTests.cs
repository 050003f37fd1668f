using System.Text.RegularExpressions;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.House;

/// <summary>docs/security.md says where each requirement is proved; here it is held to that.</summary>
public partial class RequirementsTests
{
    private static readonly string Tests = Path.Combine(Repository.Root, "FraudWeb.Tests");

    [Fact]
    public void Every_requirement_named_in_the_security_page_has_its_tests_and_the_other_way_round()
    {
        var told = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md")))
            .ToDictionary(row => row.Groups["id"].Value,
                row => row.Groups["classes"].Value.Split(", ").Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
        var proved = Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .SelectMany(file => Trait().Matches(File.ReadAllText(file)).Select(
                trait => (Id: trait.Groups["id"].Value, Class: Path.GetFileNameWithoutExtension(file))))
            .Distinct().GroupBy(pair => pair.Id, pair => pair.Class, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

        Assert.Equal(proved.Keys.Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.All(told, pair => Assert.Equal(proved[pair.Key], pair.Value));
    }

    [GeneratedRegex(@"^\| (?<id>[A-Z]{2}\d+) \| [^|]+ \| `(?<classes>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("""Trait\("Requirement", "(?<id>[A-Z]{2}\d+)"\)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Trait();
}
