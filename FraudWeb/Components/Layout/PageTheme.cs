namespace FraudWeb.Components.Layout;

/// <summary>The theme that a browser asked for. It is kept in a cookie, so that the first byte of HTML has it and nothing
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

    /// <summary>When a style sheet of <paramref name="sheet"/> applies, as its <c>media</c>. shell.js does the same when the theme is
    /// switched.</summary>
    public static string Media(string chosen, string sheet) =>
        chosen == System ? $"(prefers-color-scheme: {sheet})" : chosen == sheet ? "all" : "not all";
}
