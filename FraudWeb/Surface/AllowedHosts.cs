using Microsoft.Extensions.Primitives;

namespace FraudWeb.Surface;

/// <summary>The host names that the server answers to: the setting <c>AllowedHosts</c>, or on loopback the server's own names.</summary>
public sealed class AllowedHosts
{
    private const string Any = "*";

    private readonly List<StringSegment> _patterns;

    // In requests, names are in Punycode.
    private AllowedHosts(IReadOnlyList<string> names) =>
        (Names, _patterns) = (names, [.. names.Select(name => new StringSegment(new HostString(name).ToUriComponent()))]);

    /// <summary>The names, without ports. <c>*.example.com</c> is every subdomain; one <c>*</c> is every name.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads the setting.</summary>
    public static AllowedHosts Of(IConfiguration configuration, ServerBindings bindings)
    {
        var listed = (configuration["AllowedHosts"] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        // A server on loopback answers to its own names only: another site can't point a name of its own here and read along.
        return new(listed.Length > 0 ? listed : bindings.BeyondLoopback ? [Any] : ["localhost", "127.0.0.1", "[::1]"]);
    }

    /// <summary>Returns whether a host is allowed. A request of HTTP/1.0 may have none.</summary>
    public bool Includes(HostString host) =>
        Names.Contains(Any, StringComparer.Ordinal) || !host.HasValue
        || HostString.MatchesAny(host.Value, _patterns);
}
