using FraudWeb.Core.Scoring;

namespace FraudWeb.Settings;

/// <summary>Every setting of <c>appsettings.json</c> under <c>FraudWeb</c>, checked. Read once at start and never changed. A section is a
/// record of its own, and each consumer takes only its section.</summary>
public sealed record FraudWebSettings
{
    /// <summary>The folder of everything that is written: database, models, keys.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The schema file of the first model; null for the default schema.</summary>
    public string? Schema { get; init; }

    /// <summary>The model file to serve; null for the champion in the data folder.</summary>
    public string? Model { get; init; }

    /// <summary>The reverse proxies whose forwarded headers are trusted.</summary>
    public required ProxyList Proxies { get; init; }

    public required ScoringSettings Scoring { get; init; }

    public required Policy Policy { get; init; }

    public required ApiSettings Api { get; init; }

    public required AdminSettings Admin { get; init; }

    public required SessionSettings Session { get; init; }

    public required DrainSettings Drain { get; init; }

    public required HttpsSettings Https { get; init; }

    public required KeysSettings Keys { get; init; }

    public required RetentionSettings Retention { get; init; }

    /// <summary>Reads and checks every setting.</summary>
    /// <exception cref="SettingsException">Lists everything that is wrong with them.</exception>
    public static FraudWebSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        DatabaseSettings.Check(reader);
        var settings = new FraudWebSettings
        {
            DataDirectory = Path.GetFullPath(reader.Text("DataDirectory")!),
            Schema = reader.ExistingFile("Schema"),
            Model = reader.ExistingFile("Model"),
            Proxies = ReadProxies(reader),
            Scoring = ScoringSettings.Read(reader),
            Policy = PolicySettings.Read(reader),
            Api = ApiSettings.Read(reader),
            Admin = AdminSettings.Read(reader),
            Session = SessionSettings.Read(reader),
            Drain = DrainSettings.Read(reader),
            Https = HttpsSettings.Read(reader),
            Keys = KeysSettings.Read(reader),
            Retention = RetentionSettings.Read(reader),
        };
        reader.ThrowIfFaulty();
        return settings;
    }

    /// <summary>Registers the settings, whole and by section.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton(this);
        services.AddSingleton(Proxies);
        services.AddSingleton(Policy);
        services.AddSingleton(Api);
        services.AddSingleton(Admin);
        services.AddSingleton(Session);
    }

    private static ProxyList ReadProxies(SettingsReader reader)
    {
        var text = reader.Text("Proxies") ?? "";
        if (ProxyList.Parse(text) is { } proxies)
        {
            return proxies;
        }

        reader.AddFault("Proxies", text, "addresses and networks such as 10.0.0.5, 192.168.0.0/16");
        return ProxyList.None;
    }
}
