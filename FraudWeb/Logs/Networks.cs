using System.Net;
using System.Net.Sockets;

namespace FraudWeb.Logs;

/// <summary>Gets the network that counts as one caller.</summary>
public static class Networks
{
    /// <summary>Gets the IPv4 address, or the /64 network of an IPv6 address, which is what one customer gets.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork)
        {
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes) + "/64";
    }
}
