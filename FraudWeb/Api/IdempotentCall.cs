using System.Text.Json;
using FraudWeb.Accounts;
using FraudWeb.Core;
using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Idempotency;
using FraudWeb.Core.Schema;
using Microsoft.AspNetCore.Http.Json;

namespace FraudWeb.Api;

/// <summary>One call under an idempotency key.</summary>
/// <param name="key">The key, and the hash of the request.</param>
/// <param name="json">The serializer options of answers.</param>
/// <param name="end">Releases the key for the next call.</param>
public sealed class IdempotentCall(AnswerKey key, JsonOptions json, Action? end) : IDisposable
{
    /// <summary>The maximum length of a stored answer, in bytes. The answer to 1,000 transactions is always shorter.</summary>
    public const int AnswerLimit = 1024 * 1024;

    /// <summary>The answer, if it is known without scoring anything; otherwise null.</summary>
    public IdempotentResult? Settled { get; internal set; }

    /// <summary>Scores the transactions, and stores the predictions and the answer.</summary>
    public async Task<IdempotentResult> ScoreAsync<TAnswer>(
        ScoringService scoring, Scorer scorer, IReadOnlyList<Transaction> transactions, PredictionSource source, Actor by,
        Func<IReadOnlyList<Prediction>, TAnswer> answer, CancellationToken cancel)
    {
        try
        {
            var body = await scoring.ScoreOnceAsync(
                scorer, transactions, source, by, key, predictions => Bytes(answer(predictions)), cancel);

            // Null: another process stored its answer first. The caller gets that answer when it tries again.
            return body is null ? IdempotentResult.StillRunning : IdempotentResult.First(body);
        }
        catch (AnswerTooLongException)
        {
            return IdempotentResult.TooLong;
        }
    }

    public void Dispose() => end?.Invoke();

    // Serialized as the framework does for calls without a key.
    private byte[] Bytes<TAnswer>(TAnswer answer)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, json.SerializerOptions.GetTypeInfo(typeof(TAnswer)));
        return bytes.Length <= AnswerLimit ? bytes : throw new AnswerTooLongException();
    }

    private sealed class AnswerTooLongException : Exception;
}
