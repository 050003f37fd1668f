using System.Net;
using FraudWeb.Settings;

namespace FraudWeb.Surface;

/// <summary>From where the server can be reached, which determines how strict it is.</summary>
/// <param name="BeyondLoopback">Whether other machines can reach it, directly or through a proxy.</param>
/// <param name="Https">Whether people use HTTPS, directly or through a proxy. If so, plain HTTP is refused or redirected.</param>
public sealed record ServerBindings(bool BeyondLoopback, bool Https)
{
    /// <summary>The default address.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5000";

    /// <summary>Gets the name of a cookie. Under HTTPS it has the prefix <c>__Host-</c>: browsers accept such a cookie only from this exact
    /// host.</summary>
    public string CookieName(string name) => (Https ? "__Host-" : "") + name;

    public CookieSecurePolicy SecureCookies => Https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>Reads the addresses to listen on from the settings.</summary>
    /// <returns>The bindings and the addresses.</returns>
    /// <exception cref="SettingsException">A setting is not an address.</exception>
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
        if (all.Exists(one => one.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) && https.Certificate is null
            && configuration["Kestrel:Certificates:Default:Path"] is null
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
        return (new(proxied || bound.Exists(one => !IsLoopback(one.Host)), proxied || bound.Exists(one => one.Scheme == "https")),
            all.Count > 0 ? listed : [DefaultUrl]);
    }

    // A port without an address listens on every address of the machine.
    private static IEnumerable<(string Key, string Url)> EveryAddress(string key, string scheme, IConfiguration configuration) =>
        (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => (key, $"{scheme}://*:{port}"));

    // Not Uri, which can't represent * and +, the wildcards for every address.
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
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
