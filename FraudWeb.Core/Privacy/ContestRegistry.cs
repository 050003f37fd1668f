using System.Globalization;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>A contest that waits, with the prediction that is contested.</summary>
public sealed record OpenContest(Contest Contest, Prediction Prediction);

/// <summary>Contested decisions (GDPR, article 22). What the machine decided stays as it was; what a person decides stands beside it.</summary>
public sealed class ContestRegistry(Database database, AuditLog audit, PredictionFeed feed, TimeProvider clock)
{
    /// <summary>The most that a page holds.</summary>
    public const int MaxLimit = 100;

    /// <summary>The contests of a prediction, the first one first.</summary>
    public async Task<IReadOnlyList<Contest>> OfAsync(PredictionId id, CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.Contests.Where(contest => contest.PredictionId == id).OrderBy(contest => contest.Id).ToListAsync(cancel);
    }

    /// <summary>Contests that wait for a decision, the oldest first.</summary>
    /// <param name="after">Only those opened after this one, for the next page; 0 for the first.</param>
    /// <param name="limit">The most to answer, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>A page, and how many wait in all.</returns>
    public async Task<(IReadOnlyList<OpenContest> Contests, int Total)> OpenAsync(long after, int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        await using var context = database.CreateDbContext();
        var waiting = context.Contests.Where(contest => contest.DecidedAt == null);
        var page = await waiting.Where(contest => contest.Id > after).OrderBy(contest => contest.Id).Take(limit)
            .Join(context.Predictions, contest => contest.PredictionId, prediction => prediction.Id, (contest, prediction) => new { contest, prediction })
            .OrderBy(pair => pair.contest.Id).ToListAsync(cancel);
        return ([.. page.Select(pair => new OpenContest(pair.contest, pair.prediction))], await waiting.CountAsync(cancel));
    }

    /// <summary>Takes down that somebody contests a decision.</summary>
    /// <param name="id">Which prediction.</param>
    /// <param name="statement">What the person concerned says, 1 to <see cref="Contest.MaxTextLength"/> characters.</param>
    /// <param name="by">Who takes it down.</param>
    /// <param name="ownedBy">The account that must have asked for the prediction; null when anybody's will do.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="PrivacyException">There is no such prediction, one waits already, or the statement can't be used.</exception>
    /// <exception cref="StoreUnavailableException">It could not be written.</exception>
    public async Task<Contest> OpenAsync(PredictionId id, string statement, Caller by, long? ownedBy = null, CancellationToken cancel = default)
    {
        var text = PrivacyText.Check("statement", statement, Contest.MaxTextLength);
        var opened = await database.WriteAsync(
            async context =>
            {
                if (!await context.Predictions.AnyAsync(prediction => prediction.Id == id && (ownedBy == null || prediction.AccountId == ownedBy)))
                {
                    throw new PrivacyException("There is no such prediction any more.");
                }

                if (await context.Contests.AnyAsync(contest => contest.PredictionId == id && contest.DecidedAt == null))
                {
                    throw new PrivacyException("This decision is contested already and waits for a reviewer.");
                }

                var contest = new Contest { PredictionId = id, OpenedAt = clock.GetUtcNow(), OpenedBy = by.Actor.ToString(), Statement = text };
                context.Contests.Add(contest);
                await context.SaveChangesAsync();
                audit.Append(context, by, AuditActions.ContestOpened, id.ToString(), Name(contest.Id));
                return contest;
            },
            cancel);
        feed.Changed();
        return opened;
    }

    /// <summary>Decides a contested decision; for ever.</summary>
    /// <param name="contestId">Which contest.</param>
    /// <param name="outcome">Approve or decline.</param>
    /// <param name="reason">Why, 1 to <see cref="Contest.MaxTextLength"/> characters.</param>
    /// <param name="by">Who decides: a person, and not the one who took it down, so that two have looked at it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="PrivacyException">It does not wait any more, the same person took it down, or the reason can't be used.</exception>
    /// <exception cref="StoreUnavailableException">It could not be written.</exception>
    public async Task<Contest> DecideAsync(long contestId, Decision outcome, string reason, Caller by, CancellationToken cancel = default)
    {
        if (outcome is not (Decision.Approve or Decision.Decline))
        {
            throw new PrivacyException("Choose what you decide: approve or decline.");
        }

        if (by.Actor.Kind != ActorKind.Account)
        {
            throw new PrivacyException("A contested decision is decided by a person with an account.");
        }

        var text = PrivacyText.Check("reason", reason, Contest.MaxTextLength);
        var decided = await database.WriteAsync(
            async context =>
            {
                var contest = await context.Contests.FirstOrDefaultAsync(known => known.Id == contestId) ?? throw new PrivacyException("There is no such contest any more.");
                if (contest.DecidedAt is not null)
                {
                    throw new PrivacyException("Somebody else has decided it meanwhile.");
                }

                if (contest.OpenedBy == by.Actor.ToString())
                {
                    throw new PrivacyException("You took this contest down yourself; somebody else decides it.");
                }

                (contest.DecidedAt, contest.DecidedBy, contest.Outcome, contest.Reason) = (clock.GetUtcNow(), by.Actor.ToString(), outcome, text);
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
