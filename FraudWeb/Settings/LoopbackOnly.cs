using System.Net;

namespace FraudWeb.Settings;

/// <summary>Until accounts and keys stand in front of it, the server answers this machine only.</summary>
public static class LoopbackOnly
{
    /// <summary>The address listened on when none is set.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5000";

    /// <summary>The addresses to listen on.</summary>
    /// <exception cref="SettingsException">One of them can be reached from another machine, or is no address.</exception>
    public static string[] Urls(IConfiguration configuration)
    {
        var listed = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var set = listed.Select(url => (Key: "urls", Url: url))
            .Concat(EveryAddress("http_ports", configuration))
            .Concat(EveryAddress("https_ports", configuration))
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren()
                .Select(endpoint => (Key: $"Kestrel:Endpoints:{endpoint.Key}:Url", Url: endpoint["Url"] ?? "")));
        var faults = set.Where(one => !IsLoopback(one.Url)).Select(one =>
            $"{one.Key}: is '{one.Url}'; allowed until accounts and keys exist: this machine only, such as {DefaultUrl} or http://localhost:5000").ToList();
        return faults.Count == 0 ? listed : throw new SettingsException(faults);
    }

    // A port alone listens on every address of the machine.
    private static IEnumerable<(string Key, string Url)> EveryAddress(string key, IConfiguration configuration) =>
        (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => (key, $"http://*:{port}"));

    private static bool IsLoopback(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return false;
        }

        return address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));
    }
}
