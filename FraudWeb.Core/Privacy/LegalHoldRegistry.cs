using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>Which transactions may not be erased, neither by age nor by request.</summary>
public sealed class LegalHoldRegistry(Database database, AuditLog audit, AuditChain chain, TimeProvider clock)
{
    /// <summary>The most that a list answers.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>The holds, the newest first.</summary>
    /// <param name="limit">The most to answer, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The holds, and how many there are in all.</returns>
    public async Task<(IReadOnlyList<LegalHold> Holds, int Total)> ListAsync(int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        await using var context = database.CreateDbContext();
        var newest = context.LegalHolds.OrderByDescending(hold => hold.At).ThenBy(hold => hold.TransactionId).Take(limit);
        return (await newest.ToListAsync(cancel), await context.LegalHolds.CountAsync(cancel));
    }

    /// <summary>Keeps what there is and will be on a transaction from being erased.</summary>
    /// <param name="transactionId">The sender's own id; there need be nothing kept on it yet.</param>
    /// <param name="reason">Why, 1 to <see cref="LegalHold.MaxReasonLength"/> characters.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="PrivacyException">It is held already, or something is no id or no reason.</exception>
    public Task SetAsync(string transactionId, string reason, Caller by, CancellationToken cancel = default)
    {
        if (Transaction.GetIdError(transactionId) is { } why)
        {
            throw new PrivacyException($"The transaction's id {why}.");
        }

        var text = PrivacyText.Check("reason", reason, LegalHold.MaxReasonLength);
        return database.WriteAsync(
            async context =>
            {
                if (await context.LegalHolds.AnyAsync(hold => hold.TransactionId == transactionId))
                {
                    throw new PrivacyException("This transaction is under legal hold already.");
                }

                context.LegalHolds.Add(new() { TransactionId = transactionId, Reason = text, By = by.Actor.ToString(), At = clock.GetUtcNow() });
                await context.SaveChangesAsync();
                audit.Append(context, by, AuditActions.HoldSet, Subject.TargetOf(chain, transactionId));
                return true;
            },
            cancel);
    }

    /// <summary>Lets a transaction be erased again.</summary>
    /// <returns>False when it was not held.</returns>
    public Task<bool> LiftAsync(string transactionId, Caller by, CancellationToken cancel = default) => database.WriteAsync(
        async context =>
        {
            if (await context.LegalHolds.Where(hold => hold.TransactionId == transactionId).ExecuteDeleteAsync() == 0)
            {
                return false;
            }

            audit.Append(context, by, AuditActions.HoldLifted, Subject.TargetOf(chain, transactionId));
            return true;
        },
        cancel);
}
