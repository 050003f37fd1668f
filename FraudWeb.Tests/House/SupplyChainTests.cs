using System.Diagnostics;
using System.Text.Json;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.House;

/// <summary>What is shipped is known, package by package.</summary>
[Trait("Requirement", "SC1")]
public class SupplyChainTests
{
    [Fact]
    public void Every_project_has_a_lock_file_with_the_hash_of_every_package()
    {
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).ToList();

        Assert.True(projects.Count > 3);
        foreach (var project in projects)
        {
            var locked = JsonElement.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")));
            foreach (var package in locked.GetProperty("dependencies").EnumerateObject()
                .SelectMany(target => target.Value.EnumerateObject())
                .Where(package => package.Value.GetProperty("type").GetString() != "Project"))
            {
                Assert.True(package.Value.TryGetProperty("contentHash", out _), $"{package.Name} of {project}");
            }
        }
    }

    [Fact]
    public async Task A_build_target_writes_a_bill_of_materials_with_every_package_that_is_shipped()
    {
        var folder = Directory.CreateTempSubdirectory("fraudweb-test-");
        try
        {
            using var build = Process.Start(new ProcessStartInfo("dotnet",
                ["msbuild", "FraudWeb/FraudWeb.csproj", "-t:Sbom", $"-p:SbomDirectory={folder.FullName}", "-nodeReuse:false"])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
            })!;
            var output = await build.StandardOutput.ReadToEndAsync();
            await build.WaitForExitAsync();
            Assert.True(build.ExitCode == 0, output);

            var written = Components(Path.Combine(folder.FullName, "nuget.cdx.json"));
            var locked = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "FraudWeb", "packages.lock.json")));
            var shipped = locked.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
                .Where(package => package.Value.GetProperty("type").GetString() != "Project" && !IsOfTheSdk(package.Name))
                .Select(package => $"{package.Name} {package.Value.GetProperty("resolved").GetString()}");
            Assert.Subset(written, shipped.ToHashSet(StringComparer.OrdinalIgnoreCase));
            var npm = Components(Path.Combine(folder.FullName, "npm.cdx.json"));
            Assert.Contains(npm, name => name.StartsWith("apexcharts ", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        // Its files come with the SDK's own script.
        static bool IsOfTheSdk(string name) => name == "Microsoft.AspNetCore.App.Internal.Assets";
    }

    private static HashSet<string> Components(string file) =>
        [.. JsonElement.Parse(File.ReadAllText(file)).GetProperty("components").EnumerateArray()
            .Select(component => $"{component.GetProperty("name").GetString()} {component.GetProperty("version").GetString()}")];
}
