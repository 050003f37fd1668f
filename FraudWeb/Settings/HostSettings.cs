using System.Net;
using System.Net.Sockets;

namespace FraudWeb.Settings;

/// <summary>Validates settings that the framework reads by itself. It would find their faults late and report them in a stack
/// trace.</summary>
public static class HostSettings
{
    /// <summary>Checks log levels and that the addresses can be listened on.</summary>
    /// <exception cref="SettingsException">Something is wrong with them.</exception>
    public static void Validate(IConfiguration configuration, IReadOnlyList<string> urls)
    {
        // Kestrel listens on the endpoints of its own section, when there are any, and on nothing else.
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(one => (Key: $"{one.Path}:Url", Url: one["Url"] ?? "")).ToList();
        var addresses = endpoints.Count > 0 ? endpoints : urls.Select(url => (Key: "urls", Url: url));
        var faults = LogLevels(configuration).Concat(addresses.Select(Fault).OfType<string>()).ToList();
        if (faults.Count > 0)
        {
            throw new SettingsException(faults);
        }
    }

    /// <summary>Starts to listen.</summary>
    /// <exception cref="SettingsException">An address can't be listened on after all: a certificate is missing, or the port was taken
    /// meanwhile.</exception>
    public static async Task ListenAsync(WebApplication app, IReadOnlyList<string> urls)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception e)
            when (e is IOException or InvalidOperationException or SocketException or System.Security.Cryptography.CryptographicException)
        {
            throw new SettingsException([
                $"urls: is '{string.Join(';', urls)}' (or Kestrel:Endpoints), which can't be listened on: "
                + $"{e.Message.ReplaceLineEndings(" ")}"]);
        }
    }

    private static IEnumerable<string> LogLevels(IConfiguration configuration) =>
        from setting in configuration.GetSection("Logging").AsEnumerable()
        where setting.Key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase) && setting.Value is not null
            && !Enum.TryParse<LogLevel>(setting.Value, ignoreCase: true, out _)
        select $"{setting.Key}: is '{setting.Value}'; allowed: {string.Join(", ", Enum.GetNames<LogLevel>())}";

    private static string? Fault((string Key, string Url) set)
    {
        var address = BindingAddress.Parse(set.Url);
        var isLocalhost = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        var why = address.PathBase.Length > 0 ? "but an address has no path here"
            : address.Port == 0 && isLocalhost
            ? "but a port that is chosen at the start needs an address in numbers, such as http://127.0.0.1:0"
            : isLocalhost ? WhyTaken(IPAddress.Loopback, address.Port)
            : IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? WhyTaken(ip, address.Port)
            : null;
        return why is null ? null : $"{set.Key}: is '{set.Url}', {why}";
    }

    // Listening would find it too, but only after the first start has trained a model and created the data folder.
    private static string? WhyTaken(IPAddress ip, int port)
    {
        try
        {
            using var probe = new TcpListener(ip, port);
            probe.Start();
            return null;
        }
        catch (SocketException e)
        {
            return $"which can't be listened on ({e.Message}): stop the program that uses it, or choose another port with --urls "
                + "http://127.0.0.1:PORT";
        }
    }
}
