using System.Text.RegularExpressions;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.House;

/// <summary>How long a file and a line may be, and that a public type is found by its name. The compiler holds the length of methods
/// (MA0051), braces (IDE0011) and symbols that are banned (RS0030); see .editorconfig and BannedSymbols.txt.</summary>
public partial class BudgetTests
{
    private const int MaxLines = 300;
    private const int MaxColumns = 140;

    [Fact]
    public void No_file_is_longer_than_300_lines() => AssertNone(
        from file in Repository.SourceFiles()
        let lines = File.ReadLines(Repository.PathOf(file)).Count()
        where lines > MaxLines
        select $"{file} has {lines} lines; at most {MaxLines} are allowed. Split it where one part can have a name of its own.");

    [Fact]
    public void No_line_is_longer_than_140_columns() => AssertNone(
        from file in Repository.SourceFiles()
        from line in File.ReadLines(Repository.PathOf(file)).Index()
        where line.Item.Length > MaxColumns
        select $"{file}:{line.Index + 1} has {line.Item.Length} columns; at most {MaxColumns} are allowed.");

    [Fact]
    public void A_public_type_is_in_a_file_of_its_name() => AssertNone(
        from file in Repository.SourceFiles()
        where Path.GetExtension(file) == ".cs" && !file.StartsWith("FraudWeb.Tests", StringComparison.Ordinal)
        from Match type in PublicType().Matches(File.ReadAllText(Repository.PathOf(file)))
        let name = type.Groups["name"].Value
        where name != NameOf(file)
        select $"{file} holds the public type {name}; move it to {name}.cs.");

    [Theory]
    [InlineData("public sealed record Page(int Number);", "Page")]
    [InlineData("public readonly record struct Point(int X, int Y)", "Point")]
    [InlineData("public sealed unsafe partial class Lanes<T>", "Lanes")]
    [InlineData("public ref struct Cursor", "Cursor")]
    [InlineData("public enum Kind : byte", "Kind")]
    [InlineData("public delegate Task<int> Handler(string text);", "Handler")]
    [InlineData("    public sealed record Nested(int Number);", null)]
    [InlineData("internal static class Hidden", null)]
    public void A_public_type_is_told_from_what_is_none(string line, string? name) =>
        Assert.Equal(name, PublicType().Match(line) is { Success: true } type ? type.Groups["name"].Value : null);

    private static void AssertNone(IEnumerable<string> faults)
    {
        var found = faults.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    // Page.razor.cs is of the component Page, Tree.Explain.cs a part of Tree, and Lanes.cs may hold Lanes and Lanes<T>.
    private static string NameOf(string file) => Path.GetFileName(file).Split('.')[0];

    // At the first column: a type within another one belongs to it.
    [GeneratedRegex(
        @"^public (?:[a-z]+ )*?(?:record struct|record class|record|class|struct|enum|interface|delegate [\w<>\[\]?., ]+?) "
            + @"(?<name>\w+)\b",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex PublicType();
}
