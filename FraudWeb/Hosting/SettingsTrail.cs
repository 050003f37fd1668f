using System.Text;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Settings;

namespace FraudWeb.Hosting;

/// <summary>Records in the audit log with which settings the program starts, if they are not those of the start before.</summary>
internal static class SettingsTrail
{
    private const string Section = "FraudWeb";

    // The values of these are recorded as a part of the fingerprint only.
    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "Admin:Password", "Api:InitialKey", "Database:ConnectionString", "Https:Password", "Keys:CertificatePassword", "Keys:Secret",
    };

    /// <summary>Appends an entry with the settings that differ from the defaults, and a keyed fingerprint of
    /// all of them.</summary>
    public static async Task AppendAsync(AuditLog audit, AuditChain chain, IConfiguration configuration)
    {
        var detail = Describe(chain, ValuesOf(configuration.GetSection(Section)), ValuesOf(SettingsReader.ReadDefaults()));
        var before = await audit.PageAsync(new(Action: AuditActions.SettingsChanged), 1);
        if (before is not [{ Detail: { } last }] || Fingerprint(last) != Fingerprint(detail))
        {
            await audit.AppendAsync(Caller.System, AuditActions.SettingsChanged, detail: detail);
        }
    }

    private static SortedDictionary<string, string> ValuesOf(IConfiguration section) =>
        new(section.AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);

    private static string Describe(
        AuditChain chain, SortedDictionary<string, string> settings, SortedDictionary<string, string> defaults)
    {
        using var mac = chain.Digest("settings");
        var changed = new List<string>();
        foreach (var (name, value) in settings)
        {
            mac.AppendData(Encoding.UTF8.GetBytes($"{name}={value}\n"));
            if (defaults.GetValueOrDefault(name) != value)
            {
                changed.Add(Secrets.Contains(name) ? $"{name} is set" : $"{name}={value}");
            }
        }

        var print = Convert.ToHexStringLower(mac.GetHashAndReset().AsSpan(0, 8));
        return $"{print} {(changed.Count == 0 ? "all defaults" : string.Join(", ", changed))}";
    }

    private static string Fingerprint(string detail) => detail.Split(' ')[0];
}
