using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>The transactions that must not be erased, neither by age nor on request.</summary>
public sealed class LegalHoldRegistry(Database database, AuditLog audit, AuditChain chain, TimeProvider clock)
{
    /// <summary>The maximum number of holds per list.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>Returns the holds, newest first.</summary>
    /// <param name="limit">The maximum number to return, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <returns>The holds, and their total number.</returns>
    public async Task<(IReadOnlyList<LegalHold> Holds, int Total)> ListAsync(int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        await using var context = database.CreateDbContext();
        var newest = context.LegalHolds.OrderByDescending(hold => hold.At).ThenBy(hold => hold.TransactionId).Take(limit);
        return (await newest.ToListAsync(cancel), await context.LegalHolds.CountAsync(cancel));
    }

    /// <summary>Protects all present and future records of a transaction from being erased.</summary>
    /// <param name="transactionId">The sender's own id. It need not have any records yet.</param>
    /// <param name="reason">The reason, 1 to <see cref="LegalHold.MaxReasonLength"/> characters.</param>
    /// <param name="by">Who adds the hold.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="PrivacyException">The transaction is already on hold, or the id or reason is invalid.</exception>
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
                    throw new PrivacyException("This transaction is already under legal hold.");
                }

                context.LegalHolds.Add(
                    new() { TransactionId = transactionId, Reason = text, By = by.Actor.ToString(), At = clock.GetUtcNow() });
                await context.SaveChangesAsync();
                audit.Append(context, by, AuditActions.HoldSet, Subject.TargetOf(chain, transactionId));
                return true;
            },
            cancel);
    }

    /// <summary>Lifts the hold of a transaction, so that it can be erased again, and removes the hold from the disk.</summary>
    /// <returns>False if the transaction was not on hold.</returns>
    public async Task<bool> LiftAsync(string transactionId, Caller by, CancellationToken cancel = default)
    {
        var isLifted = await database.WriteAsync(
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
        if (isLifted)
        {
            await ErasedLog.TryEmptyAsync(database, clock);
        }

        return isLifted;
    }
}
