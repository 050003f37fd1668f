using FraudWeb.Accounts;
using FraudWeb.Core;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FraudWeb.Api;

/// <summary>A call that scores transactions: its body and, if it has an idempotency key, the claim on that key.</summary>
internal sealed class ScoringCall : IDisposable
{
    private readonly HttpContext _context;
    private readonly IdempotentCall? _idempotent;

    private ScoringCall(HttpContext context, byte[] body, IdempotentCall? idempotent, ProblemResult? refusal)
    {
        (_context, _idempotent) = (context, idempotent);
        (Body, Refusal) = (body, refusal);
    }

    /// <summary>The body in UTF-8; empty if the call is refused.</summary>
    public byte[] Body { get; }

    /// <summary>The problem with the query, headers or body; null if there is none.</summary>
    public ProblemResult? Refusal { get; }

    /// <summary>The answer, if it is known without scoring anything; otherwise null.</summary>
    public IdempotentResult? Settled => _idempotent?.Settled;

    /// <summary>Reads the rest of a call whose other query parameters have been read.</summary>
    public static async Task<ScoringCall> ReadAsync(
        HttpContext context, QueryReader query, IdempotentCalls calls, int limit, BatchLoad? load = null)
    {
        var key = IdempotencyKey.Read(context.Request.Headers, query);
        if (query.Refusal is { } invalidQuery)
        {
            return new(context, [], null, invalidQuery);
        }

        var (body, refusal) = await JsonBody.ReadAsync(context, limit, load);

        // Before the body is checked: a stored answer is repeated even if the body would be refused now.
        var idempotent = key is null || refusal is not null ? null : await calls.BeginAsync(context, key, body);
        return new(context, body, idempotent, refusal);
    }

    /// <summary>Scores the transactions and stores the predictions. With an idempotency key, the answer is stored too.</summary>
    public async Task<Results<Ok<TAnswer>, IdempotentResult, ProblemResult>> ScoreAsync<TAnswer>(
        ScoringService scoring, Scorer scorer, IReadOnlyList<Transaction> transactions, PredictionSource source,
        Func<IReadOnlyList<Prediction>, TAnswer> answer)
    {
        var (by, cancel) = (_context.User.Actor(), _context.RequestAborted);
        return _idempotent is not null
            ? await _idempotent.ScoreAsync(scoring, scorer, transactions, source, by, answer, cancel)
            : TypedResults.Ok(answer(await scoring.ScoreAsync(scorer, transactions, source, by, cancel)));
    }

    public void Dispose() => _idempotent?.Dispose();
}
