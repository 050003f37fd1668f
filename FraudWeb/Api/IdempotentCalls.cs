using System.Collections.Concurrent;
using System.Text;
using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Idempotency;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace FraudWeb.Api;

/// <summary>Ensures that a call with an idempotency key is carried out once. A repeated call gets the stored answer.</summary>
public sealed class IdempotentCalls(IdempotentResponseQueries answers, AuditChain chain, IOptions<JsonOptions> json)
{
    // The calls running in this process. Between processes, the primary key in the database decides.
    private readonly ConcurrentDictionary<(long Owner, string Key), bool> _running = new();

    /// <summary>Begins a call. Dispose of it when its answer is on disk or has been abandoned.</summary>
    public async Task<IdempotentCall> BeginAsync(HttpContext context, string key, byte[] body)
    {
        var name = new AnswerKey(OwnerOf(context.User.Actor()), key, HashOf(context.Request, body));
        var first = _running.TryAdd((name.Owner, name.Key), true);
        var call = new IdempotentCall(name, json.Value, first ? () => _running.TryRemove((name.Owner, name.Key), out _) : null);
        try
        {
            call.Settled = await answers.FindAsync(name.Owner, name.Key, context.RequestAborted) is { } kept ? Again(name, kept)
                : first ? null
                : IdempotentResult.StillRunning;
            return call;
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    /// <summary>Gets the scope of a caller's idempotency keys: its API key. Calls without an API key share one scope.</summary>
    public static long OwnerOf(Actor actor) => actor.Kind == ActorKind.Key ? actor.Id : 0;

    private static IdempotentResult Again(AnswerKey name, IdempotentResponse kept) =>
        kept.Request.AsSpan().SequenceEqual(name.Request) ? IdempotentResult.Replay(kept.Body) : IdempotentResult.OtherRequest;

    // An HMAC, because a batch may contain refused data such as card numbers, which could be guessed from a plain hash.
    private byte[] HashOf(HttpRequest request, byte[] body)
    {
        using var hash = chain.Digest("idempotent request");
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
