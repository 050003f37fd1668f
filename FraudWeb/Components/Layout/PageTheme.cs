namespace FraudWeb.Components.Layout;

/// <summary>The theme that a user chose. It is stored in a cookie, so that the first response is already rendered with it and nothing
/// flashes.</summary>
public static class PageTheme
{
    public const string Cookie = "fraudweb-theme";
    public const string Light = "light";
    public const string Dark = "dark";
    public const string System = "system";

    public static string Of(HttpRequest request) => request.Cookies[Cookie] switch
    {
        Light => Light,
        Dark => Dark,
        _ => System,
    };

    /// <summary>Gets the <c>media</c> attribute of the style sheet of a theme. shell.js does the same when the theme is
    /// switched.</summary>
    public static string Media(string chosen, string sheet) =>
        chosen == System ? $"(prefers-color-scheme: {sheet})" : chosen == sheet ? "all" : "not all";
}
