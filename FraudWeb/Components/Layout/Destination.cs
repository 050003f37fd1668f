using Microsoft.AspNetCore.Components.Routing;

namespace FraudWeb.Components.Layout;

/// <summary>One entry of the navigation.</summary>
public sealed record Destination(string Href, string Title, string Icon, NavLinkMatch Match = NavLinkMatch.Prefix)
{
    public static readonly IReadOnlyList<Destination> All =
    [
        new("", "Check", "check", NavLinkMatch.All),
        new("history", "History", "history"),
        new("dashboard", "Dashboard", "dashboard"),
    ];
}
