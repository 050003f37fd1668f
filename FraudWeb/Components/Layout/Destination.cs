using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using Microsoft.AspNetCore.Components.Routing;

namespace FraudWeb.Components.Layout;

/// <summary>One entry of the navigation.</summary>
/// <param name="Href">Where it leads.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Icon">Its picture.</param>
/// <param name="Role">The least role that may open it; the others don't see it.</param>
/// <param name="Match">When it counts as the page that is open.</param>
public sealed record Destination(string Href, string Title, string Icon, Role Role, NavLinkMatch Match = NavLinkMatch.Prefix)
{
    public static readonly IReadOnlyList<Destination> All =
    [
        new("", "Check", "check", Role.Analyst, NavLinkMatch.All),
        new("review", "Review", "review", Role.Reviewer),
        new("history", "History", "history", Role.Analyst),
        new("dashboard", "Dashboard", "dashboard", Role.Administrator),
        new("settings", "Settings", "settings", Role.Administrator),
    ];
}
