using FraudWeb.Core.Privacy;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Wire;

namespace FraudWeb.Api.Answers;

/// <summary>A contested decision.</summary>
public sealed record PersonContest(
    string Statement, string OpenedBy, string OpenedAt, string? Outcome, string? Reason, string? DecidedBy, string? DecidedAt)
{
    public static PersonContest Of(Contest contest) => new(
        contest.Statement, contest.OpenedBy, WireTime.Of(contest.OpenedAt), contest.Outcome is { } outcome ? outcome.ToWireName()
            : null, contest.Reason,
        contest.DecidedBy, contest.DecidedAt is { } at ? WireTime.Of(at) : null);
}
