using System.Globalization;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>Contested decisions (GDPR, article 22). The machine's decision is never changed; the reviewer's decision is stored in
/// addition.</summary>
public sealed class ContestRegistry(Database database, AuditLog audit, PredictionFeed feed, TimeProvider clock)
{
    /// <summary>The maximum page size.</summary>
    public const int MaxLimit = 100;

    /// <summary>Returns the contests of a prediction, oldest first.</summary>
    public async Task<IReadOnlyList<Contest>> OfAsync(PredictionId id, CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.Contests.Where(contest => contest.PredictionId == id).OrderBy(contest => contest.Id).ToListAsync(cancel);
    }

    /// <summary>Returns a page of open contests, oldest first.</summary>
    /// <param name="after">The last contest of the previous page; 0 for the first page.</param>
    /// <param name="limit">The maximum number to return, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <returns>The page, and the total number of open contests.</returns>
    public async Task<(IReadOnlyList<OpenContest> Contests, int Total)> OpenAsync(long after, int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        await using var context = database.CreateDbContext();
        var waiting = context.Contests.Where(contest => contest.DecidedAt == null);
        var page = await waiting.Where(contest => contest.Id > after).OrderBy(contest => contest.Id).Take(limit)
            .Join(context.Predictions, contest => contest.PredictionId, prediction => prediction.Id,
                (contest, prediction) => new { contest, prediction })
            .OrderBy(pair => pair.contest.Id).ToListAsync(cancel);
        return ([.. page.Select(pair => new OpenContest(pair.contest, pair.prediction))], await waiting.CountAsync(cancel));
    }

    /// <summary>Records that a decision is contested.</summary>
    /// <param name="id">The contested prediction.</param>
    /// <param name="statement">The statement of the person concerned, 1 to <see cref="Contest.MaxTextLength"/> characters.</param>
    /// <param name="by">Who records the contest.</param>
    /// <param name="ownedBy">The account that must have made the prediction; null for any account.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="PrivacyException">The prediction does not exist, it already has an open contest, or the statement is
    /// invalid.</exception>
    /// <exception cref="StoreUnavailableException">The contest could not be stored.</exception>
    public async Task<Contest> OpenAsync(
        PredictionId id, string statement, Caller by, long? ownedBy = null, CancellationToken cancel = default)
    {
        var text = PrivacyText.Check("statement", statement, Contest.MaxTextLength);
        var opened = await database.WriteAsync(
            async context =>
            {
                if (!await context.Predictions.AnyAsync(
                    prediction => prediction.Id == id && (ownedBy == null || prediction.AccountId == ownedBy)))
                {
                    throw new PrivacyException("There is no such prediction; it may have been deleted.");
                }

                if (await context.Contests.AnyAsync(contest => contest.PredictionId == id && contest.DecidedAt == null))
                {
                    throw new PrivacyException("This decision is already contested and is waiting for a reviewer.");
                }

                var contest = new Contest
                {
                    PredictionId = id,
                    OpenedAt = clock.GetUtcNow(),
                    OpenedBy = by.Actor.ToString(),
                    Statement = text
                };
                context.Contests.Add(contest);
                await context.SaveChangesAsync();
                audit.Append(context, by, AuditActions.ContestOpened, id.ToString(), Name(contest.Id));
                return contest;
            },
            cancel);
        feed.Changed();
        return opened;
    }

    /// <summary>Decides a contest. The decision is final.</summary>
    /// <param name="contestId">The contest.</param>
    /// <param name="outcome">Approve or decline.</param>
    /// <param name="reason">The reason, 1 to <see cref="Contest.MaxTextLength"/> characters.</param>
    /// <param name="by">Who decides: a person other than the one who recorded the contest, so that two people are involved.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="PrivacyException">The contest is no longer open, the same person recorded it, or the reason is invalid.</exception>
    /// <exception cref="StoreUnavailableException">The contest could not be stored.</exception>
    public async Task<Contest> DecideAsync(long contestId, Decision outcome, string reason, Caller by, CancellationToken cancel = default)
    {
        if (outcome is not (Decision.Approve or Decision.Decline))
        {
            throw new PrivacyException("Choose a decision: approve or decline.");
        }

        if (by.Actor.Kind != ActorKind.Account)
        {
            throw new PrivacyException("A contested decision is decided by a person with an account.");
        }

        var text = PrivacyText.Check("reason", reason, Contest.MaxTextLength);
        var decided = await database.WriteAsync(
            async context =>
            {
                var contest = await context.Contests.FirstOrDefaultAsync(known => known.Id == contestId)
                    ?? throw new PrivacyException("The contest no longer exists.");
                if (contest.DecidedAt is not null)
                {
                    throw new PrivacyException("Somebody else has decided it meanwhile.");
                }

                if (contest.OpenedBy == by.Actor.ToString())
                {
                    throw new PrivacyException("You recorded this contest yourself; another person must decide it.");
                }

                (contest.DecidedAt, contest.DecidedBy, contest.Outcome, contest.Reason) =
                    (clock.GetUtcNow(), by.Actor.ToString(), outcome, text);
                await context.SaveChangesAsync();
                audit.Append(context, by, AuditActions.ContestDecided, contest.PredictionId.ToString(), $"{Name(contest.Id)}: {outcome}");
                return contest;
            },
            cancel);
        feed.Changed();
        return decided;
    }

    private static string Name(long id) => string.Create(CultureInfo.InvariantCulture, $"contest {id}");
}
