using System.Text.Json;
using System.Text.RegularExpressions;
using FraudWeb.Core.Scoring;
using FraudWeb.Settings;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace FraudWeb.Tests.House;

public partial class SettingsTests
{
    private static readonly string File = Path.Combine(Repository.Root, "appsettings.json");

    [Fact]
    public void The_settings_table_names_every_setting_with_its_default()
    {
        using var settings = JsonDocument.Parse(System.IO.File.ReadAllText(File));
        var table = Row().Matches(System.IO.File.ReadAllText(Path.Combine(Repository.Root, "docs", "settings.md")))
            .ToDictionary(row => row.Groups["key"].Value, row => row.Groups["default"].Value, StringComparer.Ordinal);

        Assert.Equal(Leaves(settings.RootElement.GetProperty("FraudWeb"), ""), table);
    }

    [Fact]
    public void The_file_of_defaults_is_itself_valid_and_agrees_with_the_policy_of_Core()
    {
        var written = FraudWebSettings.Read(new ConfigurationBuilder().AddJsonFile(File).Build());

        Assert.Equal(FraudWebSettings.Read(new ConfigurationBuilder().Build()), written);
        Assert.Equal(new Policy(), written.Policy);
    }

    private static Dictionary<string, string> Leaves(JsonElement element, string path) => element.EnumerateObject()
        .SelectMany(member => member.Value.ValueKind == JsonValueKind.Object
            ? Leaves(member.Value, $"{path}{member.Name}:")
            : new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [path + member.Name] =
            member.Value.ToString().Replace("True", "true", StringComparison.Ordinal).Replace("False", "false", StringComparison.Ordinal)
            })
        .ToDictionary(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(?<key>[A-Za-z:]+)` \| (`(?<default>[^`]*)` )?\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
