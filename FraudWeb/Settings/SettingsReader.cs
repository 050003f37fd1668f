using System.Globalization;
using System.Text.RegularExpressions;

namespace FraudWeb.Settings;

/// <summary>Reads settings under <c>FraudWeb</c> strictly and collects all faults: bad values and, at the end,
/// every key that no section read.</summary>
/// <remarks>
/// The one place of a default is <c>appsettings.json</c>, which is also embedded in the program. A setting that is absent or blank gets its
/// default from there, so that a shortened <c>appsettings.json</c> works too.
/// </remarks>
internal sealed partial class SettingsReader(IConfiguration configuration)
{
    private const string Root = "FraudWeb";

    private static readonly Lazy<IConfigurationSection> Defaults = new(ReadDefaults);

    private readonly IConfigurationSection _section = configuration.GetSection(Root);
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _faults = [];

    /// <summary>Gets a text, or its default; null if both are blank.</summary>
    public string? Text(string key)
    {
        _known.Add(key);
        return NullIfBlank(_section[key])
            ?? NullIfBlank(Defaults.Value[key] ?? throw new InvalidOperationException($"appsettings.json has no default of {Root}:{key}."));
    }

    public string? ExistingFile(string key)
    {
        var path = Text(key);
        if (path is not null && !File.Exists(path))
        {
            AddFault(key, path, "the path of a file that exists");
        }

        return path;
    }

    public bool Flag(string key) => OneOf(key, "true", "false") == "true";

    /// <summary>Gets one of several words, written as allowed here; the first one if the value is another.</summary>
    public string OneOf(string key, params string[] allowed)
    {
        var value = Text(key)!;
        if (Array.Find(allowed, choice => choice.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } choice)
        {
            return choice;
        }

        AddFault(key, value, string.Join(" or ", allowed));
        return allowed[0];
    }

    public T OneOf<T>(string key)
        where T : struct, Enum => Enum.Parse<T>(OneOf(key, Enum.GetNames<T>()));

    /// <summary>Gets a number from 0 to 1.</summary>
    public double Fraction(string key)
    {
        var text = Text(key)!;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1)
        {
            return value;
        }

        AddFault(key, text, "a number from 0 to 1");
        return 0;
    }

    public int Integer(string key, int min, int max)
    {
        var text = Text(key)!;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        AddFault(key, text, $"a whole number from {min} to {max}");
        return min;
    }

    public void AddFault(string key, string value, string allowed) => _faults.Add($"{Root}:{key}: is '{value}'; allowed: {allowed}");

    /// <summary>Adds a fault without the value.</summary>
    public void AddSecretFault(string key, string allowed) =>
        _faults.Add($"{Root}:{key}: its value (not shown) can't be used; allowed: {allowed}");

    /// <exception cref="SettingsException">There was a fault, or a key that no section has read.</exception>
    public void ThrowIfFaulty()
    {
        if (_section.Value is { } text)
        {
            _faults.Add($"{Root}: is '{text}'; allowed: nothing of its own, only settings under it");
        }

        foreach (var (key, value) in _section.AsEnumerable(makePathsRelative: true))
        {
            if (value is not null && !_known.Contains(key))
            {
                // A misspelt secret is still a secret.
                var shown = SecretName().IsMatch(key) ? "is not shown" : $"is '{value}'";
                _faults.Add(
                    $"{Root}:{key}: is not a setting (its value {shown}); "
                    + $"allowed are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
            }
        }

        if (_faults.Count > 0)
        {
            throw new SettingsException(_faults);
        }
    }

    /// <summary>Reads the defaults of all settings, as they are in <c>appsettings.json</c>.</summary>
    public static IConfigurationSection ReadDefaults()
    {
        using var file = typeof(SettingsReader).Assembly.GetManifestResourceStream("appsettings.json")!;
        return new ConfigurationBuilder().AddJsonStream(file).Build().GetSection(Root);
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    [GeneratedRegex("pas|pwd|key|secret|token", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SecretName();
}
