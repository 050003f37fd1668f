using System.Text.RegularExpressions;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.House;

/// <summary>No text from outside becomes part of a query. BannedSymbols.txt and rule CA2100 see to most of it; this sees that nobody gets
/// around them.</summary>
[Trait("Requirement", "SQ1")]
public partial class SqlTests
{
    // Each takes constants of the program only: its callers are checked below.
    private static readonly string[] SetsCommandText = ["FraudWeb.Core/Storage/SqliteConnections.cs", "FraudWeb.Core/Storage/Statement.cs"];

    [Fact]
    public void Nothing_is_put_into_SQL_but_numbers_of_a_pragma()
    {
        foreach (var (file, text) in Sources())
        {
            foreach (Match made in MadeSql().Matches(text))
            {
                Assert.Fail($"{file} puts something into SQL: {made.Value}");
            }
        }
    }

    [Fact]
    public void Only_two_places_run_SQL_that_they_are_handed()
    {
        var silenced = Sources().Where(source => source.Text.Contains("CA2100", StringComparison.Ordinal)).Select(source => source.File);
        Assert.Equal(SetsCommandText, silenced.Order(StringComparer.Ordinal));

        foreach (var (file, text) in Sources().Where(source => !SetsCommandText.Contains(source.File, StringComparer.Ordinal)))
        {
            foreach (Match set in CommandText().Matches(text))
            {
                Assert.True(set.Groups["value"].Value.StartsWith('"'), $"{file} runs SQL that is no constant: {set.Value}");
            }
        }
    }

    [Fact]
    public void No_call_of_EF_takes_SQL_as_text()
    {
        foreach (var (file, text) in Sources())
        {
            Assert.False(Raw().IsMatch(text), $"{file}: {Raw().Match(text).Value}");
        }

        var banned = File.ReadAllText(Path.Combine(Repository.Root, "BannedSymbols.txt"));
        foreach (var call in (string[])["FromSqlRaw", "SqlQueryRaw", "ExecuteSqlRaw", "ExecuteSqlRawAsync"])
        {
            Assert.Contains($".{call}", banned, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(string File, string Text)> Sources() =>
        ((string[])["FraudWeb", "FraudWeb.Core"])
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "Migrations" or "CompiledModel"))
            .Select(file => (file, File.ReadAllText(Path.Combine(Repository.Root, file))));

    // An interpolated or added-up text that begins as a statement does; pragmas take no parameters, and theirs are numbers.
    [GeneratedRegex("""\$@?"+\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|CREATE|DROP|ALTER|ATTACH|VACUUM)\b[^"]*\{"""
        + """|"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|DROP|ALTER|ATTACH)\s[^"]*"\s*\+"""
        + """|(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s[^"]*"\)?\.Replace\(""", RegexOptions.ExplicitCapture)]
    private static partial Regex MadeSql();

    [GeneratedRegex(@"CommandText\s*\+?=\s*(?<value>[^;]+);", RegexOptions.ExplicitCapture)]
    private static partial Regex CommandText();

    [GeneratedRegex(@"\b(FromSql|FromSqlRaw|SqlQueryRaw|ExecuteSqlRaw|ExecuteSqlRawAsync)\b")]
    private static partial Regex Raw();
}
