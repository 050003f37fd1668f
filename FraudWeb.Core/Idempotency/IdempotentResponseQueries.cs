using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Idempotency;

/// <summary>Finds answers that were given under an idempotency key.</summary>
public sealed class IdempotentResponseQueries(IDbContextFactory<FraudDbContext> contexts, TimeProvider clock)
{
    /// <summary>The answer that counts under a key; null when there is none, or none any longer.</summary>
    /// <param name="owner">Whose key it is: an API key's number, or 0.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IdempotentResponse?> FindAsync(long owner, string key, CancellationToken cancel = default)
    {
        var expired = clock.GetUtcNow() - IdempotentResponse.Lifetime;
        await using var context = contexts.CreateDbContext();
        return await context.IdempotentResponses.FirstOrDefaultAsync(answer => answer.Owner == owner && answer.Key == key && answer.At > expired, cancel);
    }
}
