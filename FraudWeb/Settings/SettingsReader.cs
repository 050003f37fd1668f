using System.Globalization;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Settings;

/// <summary>Reads the settings strictly: an unknown key or a bad value stops the start, and all faults are told at once.</summary>
public sealed class SettingsReader
{
    private readonly IConfigurationSection _section;
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _faults = [];

    private SettingsReader(IConfiguration configuration) => _section = configuration.GetSection("FraudWeb");

    /// <summary>Reads and checks every setting under <c>FraudWeb</c>.</summary>
    /// <exception cref="SettingsException">Something is wrong with them.</exception>
    public static FraudWebSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = reader.Read();
        reader.RefuseUnknownKeys();
        return reader._faults.Count == 0 ? settings : throw new SettingsException(reader._faults);
    }

    private FraudWebSettings Read()
    {
        var policy = new Policy(Share("Policy:Threshold", 0.5), Share("Policy:MediumFrom", 0.3), Share("Policy:HighFrom", 0.7));
        if (policy.MediumFrom > policy.HighFrom)
        {
            Fault("Policy:MediumFrom", policy.MediumFrom.ToString(CultureInfo.InvariantCulture), $"at most Policy:HighFrom ({policy.HighFrom.ToString(CultureInfo.InvariantCulture)})");
        }

        OneOf("Database:Provider", "Sqlite", "Sqlite");
        OneOf("Database:ConnectionString", "", "");

        // These take effect with accounts and keys; until then the server listens on loopback only (see LoopbackOnly).
        OneOf("Api:RequireKey", "true", "true", "false");
        Whole("Api:RequestsPerMinute", 100, 0, 1_000_000);
        Text("Api:InitialKey");
        Text("Admin:Email");
        Text("Admin:Password");

        return new FraudWebSettings
        {
            DataDirectory = Path.GetFullPath(Text("DataDirectory") ?? "data"),
            Schema = ExistingFile("Schema"),
            Model = ExistingFile("Model"),
            Policy = policy,
            MaxBatchItems = Whole("Api:MaxBatchItems", 1_000, 1, 100_000),
        };
    }

    private void RefuseUnknownKeys()
    {
        foreach (var (key, value) in _section.AsEnumerable(makePathsRelative: true))
        {
            if (value is not null && !_known.Contains(key))
            {
                _faults.Add($"FraudWeb:{key}: is not a setting (its value is '{value}'); allowed are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
            }
        }
    }

    private string? Text(string key)
    {
        _known.Add(key);
        var value = _section[key];
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private string? ExistingFile(string key)
    {
        if (Text(key) is not { } path || File.Exists(path))
        {
            return Text(key);
        }

        Fault(key, path, "the path of a file that exists");
        return null;
    }

    private void OneOf(string key, string fallback, params string[] allowed)
    {
        var value = Text(key) ?? fallback;
        if (!allowed.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            Fault(key, value, string.Join(" or ", allowed.Select(choice => choice.Length == 0 ? "nothing" : choice)));
        }
    }

    private double Share(string key, double fallback)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1)
        {
            return value;
        }

        Fault(key, text, "a number from 0 to 1");
        return fallback;
    }

    private int Whole(string key, int fallback, int min, int max)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        Fault(key, text, $"a whole number from {min} to {max}");
        return fallback;
    }

    private void Fault(string key, string value, string allowed) => _faults.Add($"FraudWeb:{key}: is '{value}'; allowed: {allowed}");
}
