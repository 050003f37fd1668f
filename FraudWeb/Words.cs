using System.Globalization;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.History;
using FraudWeb.Core.Scoring;

namespace FraudWeb;

/// <summary>The contract's words for what Core calls by its own names.</summary>
public static class Words
{
    public static readonly IReadOnlyList<(string Word, RiskLevel Value)> RiskLevels =
        [("LOW", RiskLevel.Low), ("MEDIUM", RiskLevel.Medium), ("HIGH", RiskLevel.High)];

    public static readonly IReadOnlyList<(string Word, Decision Value)> Decisions =
        [("approve", Decision.Approve), ("review", Decision.Review), ("decline", Decision.Decline)];

    public static readonly IReadOnlyList<(string Word, Label Value)> Labels =
        [("none", Label.None), ("legitimate", Label.Legitimate), ("fraud", Label.Fraud)];

    public static readonly IReadOnlyList<(string Word, PredictionSource Value)> Sources =
    [
        ("form", PredictionSource.Form), ("api", PredictionSource.Api), ("batch", PredictionSource.Batch),
        ("feed", PredictionSource.Feed), ("demo", PredictionSource.Demo),
    ];

    public static readonly IReadOnlyList<(string Word, Role Value)> Roles =
        [("analyst", Role.Analyst), ("reviewer", Role.Reviewer), ("administrator", Role.Administrator)];

    public static readonly IReadOnlyList<(string Word, KeyScopes Value)> Scopes =
        [("score", KeyScopes.Score), ("read", KeyScopes.Read), ("admin", KeyScopes.Admin)];

    public static string Of(Role role) => Roles[(int)role].Word;

    public static string Of(KeyScopes scopes) => string.Join(", ", Scopes.Where(scope => scopes.HasFlag(scope.Value)).Select(scope => scope.Word));

    public static string Of(RiskLevel level) => RiskLevels[(int)level].Word;

    public static string Of(Decision decision) => Decisions[(int)decision].Word;

    public static string Of(Label label) => Labels[(int)label].Word;

    public static string Of(PredictionSource source) => Sources[(int)source].Word;

    /// <summary>The registry's number of a model as it is written everywhere: <c>v7</c>.</summary>
    public static string OfVersion(int version) => string.Create(CultureInfo.InvariantCulture, $"v{version}");

    /// <summary>RFC 3339 in UTC, to the millisecond.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
