using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using Microsoft.AspNetCore.Components.Routing;

namespace FraudWeb.Components.Layout;

/// <summary>One entry of the navigation.</summary>
/// <param name="Href">The address.</param>
/// <param name="Title">The displayed title.</param>
/// <param name="Icon">The name of the icon.</param>
/// <param name="Role">The lowest role that sees the entry and can open the page.</param>
/// <param name="Match">How the address is compared with that of the open page.</param>
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
