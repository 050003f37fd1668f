using System.Net;
using FraudWeb.Settings;

namespace FraudWeb.Surface;

/// <summary>How far the server can be reached, which decides how strict it is.</summary>
/// <param name="BeyondLoopback">Whether other machines can reach it, by itself or through a proxy.</param>
/// <param name="Https">Whether people reach it by HTTPS, by itself or through a proxy: then nothing goes without.</param>
public sealed record ServerBindings(bool BeyondLoopback, bool Https)
{
    /// <summary>The address listened on when none is set.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5000";

    /// <summary>Under HTTPS a browser takes a <c>__Host-</c> cookie only from this very host.</summary>
    public string CookieName(string name) => (Https ? "__Host-" : "") + name;

    public CookieSecurePolicy SecureCookies => Https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>Reads off the settings what will be listened on.</summary>
    /// <returns>It, and the addresses.</returns>
    /// <exception cref="SettingsException">One of them is no address.</exception>
    public static (ServerBindings ServerBindings, string[] Urls) Of(IConfiguration configuration, HttpsSettings https, ProxyList proxies)
    {
        var listed = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var all = listed.Select(url => (Key: "urls", Url: url))
            .Concat(EveryAddress("http_ports", "http", configuration))
            .Concat(EveryAddress("https_ports", "https", configuration))
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren()
                .Select(endpoint => (Key: $"Kestrel:Endpoints:{endpoint.Key}:Url", Url: endpoint["Url"] ?? ""))).ToList();
        var faults = all.Where(one => Binding(one.Url) is null)
            .Select(one => $"{one.Key}: is '{one.Url}'; allowed: addresses such as {DefaultUrl} or https://0.0.0.0:5001").ToList();
        if (all.Exists(one => one.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) && https.Certificate is null && configuration["Kestrel:Certificates:Default:Path"] is null
            && !configuration.GetSection("Kestrel:Endpoints").GetChildren().Any(endpoint => endpoint.GetSection("Certificate").Exists()))
        {
            faults.Add("FraudWeb:Https:Certificate: is needed to listen on https; allowed: the path of a PEM or PFX file");
        }

        if (faults.Count > 0)
        {
            throw new SettingsException(faults);
        }

        var proxied = proxies.Networks.Count > 0;
        var bound = all.Select(one => Binding(one.Url)!).ToList();
        return (new(proxied || bound.Exists(one => !IsLoopback(one.Host)), proxied || bound.Exists(one => one.Scheme == "https")), all.Count > 0 ? listed : [DefaultUrl]);
    }

    // A port alone listens on every address of the machine.
    private static IEnumerable<(string Key, string Url)> EveryAddress(string key, string scheme, IConfiguration configuration) =>
        (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => (key, $"{scheme}://*:{port}"));

    // * and + stand for every address, which a Uri can't say.
    private static BindingAddress? Binding(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= 65_535 } address ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
