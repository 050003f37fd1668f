using System.Globalization;
using System.Text.RegularExpressions;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Models;
using FraudWeb.Core.Scoring;
using FraudWeb.Hosting;
using FraudWeb.Surface;

namespace FraudWeb.Settings;

/// <summary>Reads the settings strictly: an unknown key or a bad value stops the start, and all faults are told at once.</summary>
public sealed partial class SettingsReader
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
        var policy = new Policy(Share("Policy:Threshold", 0.5), Share("Policy:MediumFrom", 0.3), Share("Policy:HighFrom", 0.7), Flag("Policy:AutoDecline", true));
        if (policy.MediumFrom > policy.HighFrom)
        {
            Fault("Policy:MediumFrom", policy.MediumFrom.ToString(CultureInfo.InvariantCulture), $"at most Policy:HighFrom ({policy.HighFrom.ToString(CultureInfo.InvariantCulture)})");
        }

        OneOf("Database:Provider", "Sqlite", "Sqlite");
        OneOf("Database:ConnectionString", "", "");

        return new FraudWebSettings
        {
            DataDirectory = Path.GetFullPath(Text("DataDirectory") ?? "data"),
            Schema = ExistingFile("Schema"),
            Model = ExistingFile("Model"),
            ScoringEngine = OneOf("Scoring:Engine", ScoringEngine.Compiled),
            Policy = policy,
            MaxBatchItems = Whole("Api:MaxBatchItems", 1_000, 1, 100_000),
            RequireKey = Flag("Api:RequireKey", true),
            RequestsPerMinute = Whole("Api:RequestsPerMinute", 100, 0, 1_000_000),
            InitialKey = Secret("Api:InitialKey", ApiKeyText.MinLength, ApiKeyText.MaxLength),
            PublicDocumentation = Flag("Api:PublicDocumentation", false),
            AdminEmail = Email("Admin:Email", "admin@localhost"),
            AdminPassword = Password("Admin:Password"),
            SessionIdle = TimeSpan.FromMinutes(Whole("Session:IdleMinutes", 60, 1, 1_440)),
            SessionLifetime = TimeSpan.FromHours(Whole("Session:LifetimeHours", 12, 1, 168)),
            MaxPages = Whole("Session:MaxPages", 20, 1, 1_000),
            HttpsCertificate = ExistingFile("Https:Certificate"),
            HttpsCertificateKey = ExistingFile("Https:CertificateKey"),
            HttpsPassword = Text("Https:Password"),
            Proxies = Proxies("Proxies"),
            KeyCertificate = ExistingFile("Keys:Certificate"),
            KeyCertificatePassword = Text("Keys:CertificatePassword"),
            KeySecret = Base64("Keys:Secret", bytes: 32),
            KeepPredictionsDays = Whole("Keep:PredictionsDays", 0, 0, 36_500),
            KeepAuditDays = Whole("Keep:AuditDays", 0, 0, 36_500),
        };
    }

    private void RefuseUnknownKeys()
    {
        if (_section.Value is { } text)
        {
            _faults.Add($"FraudWeb: is '{text}'; allowed: nothing of its own, only settings under it");
        }

        foreach (var (key, value) in _section.AsEnumerable(makePathsRelative: true))
        {
            if (value is not null && !_known.Contains(key))
            {
                // A misspelt secret is a secret all the same.
                var shown = SecretName().IsMatch(key) ? "is not shown" : $"is '{value}'";
                _faults.Add($"FraudWeb:{key}: is not a setting (its value {shown}); allowed are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
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

    private T OneOf<T>(string key, T fallback)
        where T : struct, Enum
    {
        OneOf(key, fallback.ToString(), Enum.GetNames<T>());
        return Enum.TryParse<T>(Text(key), ignoreCase: true, out var value) ? value : fallback;
    }

    private bool Flag(string key, bool fallback)
    {
        OneOf(key, fallback ? "true" : "false", "true", "false");
        return bool.TryParse(Text(key), out var value) ? value : fallback;
    }

    private string? Secret(string key, int min, int max)
    {
        if (Text(key) is not { } text || (text.Length >= min && text.Length <= max && text.All(c => c is > ' ' and <= '~')))
        {
            return Text(key);
        }

        FaultOfSecret(key, $"{min} to {max} printable ASCII characters without spaces");
        return null;
    }

    private string? Password(string key)
    {
        if (Text(key) is { } text && PasswordRules.GetError(text, _section["Admin:Email"]) is { } why)
        {
            FaultOfSecret(key, $"{PasswordRules.MinLength} to {PasswordRules.MaxLength} characters that nobody guesses; this one {why}");
        }

        return Text(key);
    }

    private string Email(string key, string fallback)
    {
        var email = Text(key) ?? fallback;
        if (!AccountNames.IsEmail(email))
        {
            Fault(key, email, "an e-mail address");
        }

        return email;
    }

    private byte[]? Base64(string key, int bytes)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var value = new byte[bytes + 1];
        if (Convert.TryFromBase64String(text, value, out var length) && length == bytes)
        {
            return value[..bytes];
        }

        FaultOfSecret(key, $"{bytes} bytes in base64, such as openssl rand -base64 {bytes} prints");
        return null;
    }

    private ProxyList Proxies(string key)
    {
        if (ProxyList.Parse(Text(key) ?? "") is { } proxies)
        {
            return proxies;
        }

        Fault(key, Text(key)!, "addresses and networks such as 10.0.0.5, 192.168.0.0/16");
        return ProxyList.None;
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

    [GeneratedRegex("pas|pwd|key|secret|token", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SecretName();

    private void FaultOfSecret(string key, string allowed) => _faults.Add($"FraudWeb:{key}: its value (not shown) can't be used; allowed: {allowed}");

    private void Fault(string key, string value, string allowed) => _faults.Add($"FraudWeb:{key}: is '{value}'; allowed: {allowed}");
}
