using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Idempotency;

/// <summary>Finds responses that were sent under an idempotency key.</summary>
public sealed class IdempotentResponseQueries(IDbContextFactory<FraudDbContext> contexts, TimeProvider clock)
{
    /// <summary>Returns the valid response of a key; null if there is none, or it has expired.</summary>
    /// <param name="owner">The scope of the key: an API key's number, or 0.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="cancel">Cancels the call.</param>
    public async Task<IdempotentResponse?> FindAsync(long owner, string key, CancellationToken cancel = default)
    {
        var (expired, impossible) = (clock.GetUtcNow() - IdempotentResponse.Lifetime, clock.GetUtcNow() + IdempotentResponse.Lifetime);
        await using var context = contexts.CreateDbContext();
        return await context.IdempotentResponses.FirstOrDefaultAsync(
            answer => answer.Owner == owner && answer.Key == key && answer.At > expired && answer.At <= impossible, cancel);
    }
}
