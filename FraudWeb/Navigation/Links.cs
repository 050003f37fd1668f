using System.Globalization;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Wire;

namespace FraudWeb.Navigation;

/// <summary>The addresses of our pages. Every link within FraudWeb is built here.</summary>
public static class Links
{
    public const string Check = "/";

    // With these, what looks like a path of ours may be read as another host.
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

    /// <summary>The audit log from an entry back, filtered.</summary>
    public static string AuditBefore(long id, string? actor, string? action, string? target) =>
        WithQuery(Audit, [("actor", actor), ("action", action), ("target", target), ("before", id.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The sign-in page, and where to go from there.</summary>
    public static string SignIn(string? returnUrl = null) => WithQuery("/sign-in", [("returnUrl", returnUrl)]);

    /// <summary>An address to go back to, if it is one of ours; otherwise the start page.</summary>
    public static string Local(string? returnUrl) =>
        returnUrl is ['/', ..] && Uri.IsWellFormedUriString(returnUrl, UriKind.Relative)
            && !Detours.Any(detour => returnUrl.Split('?')[0].Contains(detour, StringComparison.OrdinalIgnoreCase))
            ? returnUrl
            : Check;

    /// <summary>Where a person's data is downloaded; takes <c>transaction_id</c>.</summary>
    public const string PersonExport = "/export/person.json";

    /// <summary>A prediction's page, on one of its tabs or the first.</summary>
    public static string Prediction(PredictionId id, string? tab = null) => WithQuery($"/history/{id}", [("tab", tab)]);

    /// <summary>Contested decisions that wait, from the beginning or after one of them.</summary>
    public static string Review(long after = 0) =>
        WithQuery("/review", [("after", after == 0 ? null : after.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The history, filtered. The names in the query are those of the API's list.</summary>
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

    /// <summary>The dashboard over a range such as <c>24h</c> or <c>7d</c>.</summary>
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
