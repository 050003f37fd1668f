using System.Security.Claims;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;

namespace FraudWeb.Accounts;

/// <summary>Who asks, out of what has been authenticated.</summary>
public static class Callers
{
    /// <summary>The claim that says who it is, as <see cref="Actor"/> writes it.</summary>
    public const string ActorClaim = "actor";

    /// <summary>The claim with the secret of a browser's session.</summary>
    public const string SessionClaim = "session";

    /// <summary>The claim with the network address, for live pages, which see no request.</summary>
    public const string AddressClaim = "address";

    /// <summary>The claims with what an API key may do.</summary>
    public const string ScopeClaim = "scope";

    public static Actor Actor(this ClaimsPrincipal user) => Core.Actors.Actor.TryParse(user.FindFirst(ActorClaim)?.Value, out var actor) ? actor : Core.Actors.Actor.Anonymous;

    public static Caller Caller(this ClaimsPrincipal user) => new(user.Actor(), user.FindFirst(AddressClaim)?.Value);

    public static Caller Caller(this HttpContext context) => new(context.User.Actor(), Address(context));

    /// <summary>The session's secret; null for who has none.</summary>
    public static string? Session(this ClaimsPrincipal user) => user.FindFirst(SessionClaim)?.Value;

    /// <summary>The role of a person; null for systems and strangers.</summary>
    public static Role? Role(this ClaimsPrincipal user) => Enum.TryParse<Role>(user.FindFirst(ClaimTypes.Role)?.Value, out var role) ? role : null;

    /// <summary>The caller's network address, IPv4 as such.</summary>
    public static string? Address(HttpContext context) => context.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : null;
}
