using FraudWeb.Core.Privacy;

namespace FraudWeb.Api.Answers;

/// <summary>A contested decision.</summary>
public sealed record PersonContest(
    string Statement, string OpenedBy, string OpenedAt, string? Outcome, string? Reason, string? DecidedBy, string? DecidedAt)
{
    public static PersonContest Of(Contest contest) => new(
        contest.Statement, contest.OpenedBy, Words.Of(contest.OpenedAt), contest.Outcome is { } outcome ? Words.Of(outcome) : null, contest.Reason,
        contest.DecidedBy, contest.DecidedAt is { } at ? Words.Of(at) : null);
}
