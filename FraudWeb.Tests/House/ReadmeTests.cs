using System.Diagnostics;
using System.Text.RegularExpressions;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.House;

public partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Theory]
    [InlineData("dotnet run --project FraudWeb\n")]
    [InlineData("./test.sh\n")]
    public void The_two_commands_stand_alone_on_their_lines(string command) =>
        Assert.Contains("\n" + command, Readme, StringComparison.Ordinal);

    [Fact]
    public void Every_file_it_points_to_exists()
    {
        foreach (Match link in Link().Matches(Readme))
        {
            Assert.True(Path.Exists(Path.Combine(Repository.Root, link.Groups["path"].Value)),
                $"README points to {link.Groups["path"].Value}, which is not there");
        }
    }

    [Fact]
    public async Task Every_command_it_shows_is_one_of_the_program()
    {
        var commands = Command().Matches(Readme).Select(match => match.Groups["command"].Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(commands);
        using var cli = new CliProcess();
        foreach (var command in commands)
        {
            Assert.Equal(0, (await cli.RunAsync(command, "--help")).ExitCode);
        }
    }

    [Fact]
    public async Task Run_from_the_sources_it_works_where_its_user_stands()
    {
        var folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
        using var evaluation = Process.Start(new ProcessStartInfo("dotnet",
            ["msbuild", Path.Combine(Repository.Root, "FraudWeb", "FraudWeb.csproj"), "-getProperty:RunWorkingDirectory",
                "-nodeReuse:false"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;

        Assert.Equal(folder, (await evaluation.StandardOutput.ReadToEndAsync()).Trim());
        Directory.Delete(folder);
    }

    [GeneratedRegex(@"\]\((?<path>(?!http)[^)#]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"dotnet run --project FraudWeb -- (?<command>[a-z-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();
}
