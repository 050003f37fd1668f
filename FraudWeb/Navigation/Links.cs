using System.Globalization;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Wire;

namespace FraudWeb.Navigation;

/// <summary>Builds the addresses of pages. Every link within FraudWeb comes from here.</summary>
public static class Links
{
    public const string Check = "/";

    // With these, a browser may read what looks like a local path as an address of another host.
    private static readonly string[] Detours = ["//", "..", "\\", "%5c", "%2f"];

    public const string Account = "/account";
    public const string ChangePassword = "/account/password";
    public const string SecondFactor = "/account/second-factor";
    public const string SessionUse = "/session";
    public const string SignOut = "/sign-out";
    public const string Users = "/settings/users";
    public const string Keys = "/settings/keys";
    public const string Audit = "/settings/audit";
    public const string Privacy = "/settings/privacy";

    /// <summary>Gets the address of the audit log before an entry, filtered.</summary>
    public static string AuditBefore(long id, string? actor, string? action, string? target) =>
        WithQuery(Audit, [("actor", actor), ("action", action), ("target", target), ("before", id.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>Gets the address of the sign-in page, with the address to return to.</summary>
    public static string SignIn(string? returnUrl = null) => WithQuery("/sign-in", [("returnUrl", returnUrl)]);

    /// <summary>Gets an address to return to, if it is local; otherwise the start page.</summary>
    public static string Local(string? returnUrl) =>
        returnUrl is ['/', ..] && Uri.IsWellFormedUriString(returnUrl, UriKind.Relative)
            && !Detours.Any(detour => returnUrl.Split('?')[0].Contains(detour, StringComparison.OrdinalIgnoreCase))
            ? returnUrl
            : Check;

    /// <summary>The download of a person's data. It takes <c>transaction_id</c>.</summary>
    public const string PersonExport = "/export/person.json";

    /// <summary>Gets the address of a prediction's page, on a tab or on the first one.</summary>
    public static string Prediction(PredictionId id, string? tab = null) => WithQuery($"/history/{id}", [("tab", tab)]);

    /// <summary>Gets the address of the open contested decisions, from the first or after one of them.</summary>
    public static string Review(long after = 0) =>
        WithQuery("/review", [("after", after == 0 ? null : after.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>Gets the address of the filtered history. The names of the query parameters are those of the API's list.</summary>
    public static string History(HistoryLink? filter = null) => filter is null ? "/history" : WithQuery("/history",
    [
        ("from", Time(filter.From)),
        ("to", Time(filter.To)),
        ("risk_level", filter.RiskLevel is { } risk ? risk.ToWireName() : null),
        ("decision", filter.Decision is { } decision ? decision.ToWireName() : null),
        ("label", filter.Label is { } label ? label.ToWireName() : null),
        ("source", filter.Source is { } source ? source.ToWireName() : null),
        ("model_version", filter.ModelVersion is { } version ? ModelVersionName.Of(version) : null),
        ("min_probability", Probability(filter.MinProbability)),
        ("max_probability", Probability(filter.MaxProbability)),
        ("transaction_id", filter.TransactionId),
        .. filter.Fields.Select(field => ($"field.{field.Name}", (string?)field.Value)),
    ]);

    /// <summary>Gets the address of the dashboard for a range such as <c>24h</c> or <c>7d</c>.</summary>
    public static string Dashboard(string? range = null) => WithQuery("/dashboard", [("range", range)]);

    public static string Dashboard(DateTimeOffset from, DateTimeOffset to) =>
        WithQuery("/dashboard", [("from", Time(from)), ("to", Time(to))]);

    private static string WithQuery(string path, IEnumerable<(string Name, string? Value)> query)
    {
        var parts = query.Where(part => part.Value is not null)
            .Select(part => $"{Uri.EscapeDataString(part.Name)}={Uri.EscapeDataString(part.Value!)}");
        return string.Join('?', new[] { path, string.Join('&', parts) }.Where(part => part.Length > 0));
    }

    private static string? Time(DateTimeOffset? time) => time is { } known ? WireTime.Of(known) : null;

    private static string? Probability(double? probability) => probability?.ToString("R", CultureInfo.InvariantCulture);
}
