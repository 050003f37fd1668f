using System.Security.Claims;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;

namespace FraudWeb.Accounts;

/// <summary>Gets the caller from the authenticated principal.</summary>
public static class Callers
{
    /// <summary>The claim with the actor, in the form of <see cref="Core.Actors.Actor.ToString"/>.</summary>
    public const string ActorClaim = "actor";

    /// <summary>The claim with the secret of a browser's session.</summary>
    public const string SessionClaim = "session";

    /// <summary>The claim with the network address, for live pages, which have no request.</summary>
    public const string AddressClaim = "address";

    /// <summary>The claims with the scopes of an API key.</summary>
    public const string ScopeClaim = "scope";

    public static Actor Actor(this ClaimsPrincipal user) =>
        Core.Actors.Actor.TryParse(user.FindFirst(ActorClaim)?.Value, out var actor) ? actor : Core.Actors.Actor.Anonymous;

    public static Caller Caller(this ClaimsPrincipal user) => new(user.Actor(), user.FindFirst(AddressClaim)?.Value);

    public static Caller Caller(this HttpContext context) => new(context.User.Actor(), Address(context));

    /// <summary>Gets the secret of the session; null if there is none.</summary>
    public static string? Session(this ClaimsPrincipal user) => user.FindFirst(SessionClaim)?.Value;

    /// <summary>Gets the role of a person; null for systems and anonymous callers.</summary>
    public static Role? Role(this ClaimsPrincipal user) =>
        Enum.TryParse<Role>(user.FindFirst(ClaimTypes.Role)?.Value, out var role) ? role : null;

    /// <summary>Gets the caller's network address. An IPv4 address mapped to IPv6 is converted to IPv4.</summary>
    public static string? Address(HttpContext context) => context.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : null;
}
