using System.Net;

namespace FraudWeb.Settings;

/// <summary>The addresses and networks of trusted reverse proxies.</summary>
public sealed class ProxyList : IEquatable<ProxyList>
{
    public static readonly ProxyList None = new("", []);

    private readonly string _text;

    private ProxyList(string text, IReadOnlyList<IPNetwork> networks) => (_text, Networks) = (text, networks);

    public IReadOnlyList<IPNetwork> Networks { get; }

    /// <summary>Reads <c>10.0.0.5, 192.168.0.0/16</c>; null if a part is neither an address nor a network.</summary>
    public static ProxyList? Parse(string text)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(part, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(part, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return null;
            }
        }

        return new(text, networks);
    }

    public bool Equals(ProxyList? other) => other?._text == _text;

    public override bool Equals(object? obj) => Equals(obj as ProxyList);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;
}
