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
/// <param name="key">What the caller names it by.</param>
/// <param name="json">How answers are written.</param>
/// <param name="end">Lets the next call under the key begin.</param>
public sealed class IdempotentCall(AnswerKey key, JsonOptions json, Action? end) : IDisposable
{
    /// <summary>The most bytes of an answer that is kept: a batch of faults can be answered with many times its own length.</summary>
    public const int AnswerLimit = 16 * 1024 * 1024;

    /// <summary>The answer that is known without doing anything; null when the call is to be carried out.</summary>
    public IdempotentResult? Settled { get; internal set; }

    /// <summary>Carries it out: scores the transactions, makes the answer and keeps both.</summary>
    public async Task<IdempotentResult> ScoreAsync<TAnswer>(
        ScoringService scoring, Scorer scorer, IReadOnlyList<Transaction> transactions, PredictionSource source, Actor by,
        Func<IReadOnlyList<Prediction>, TAnswer> answer, CancellationToken cancel)
    {
        try
        {
            var body = await scoring.ScoreOnceAsync(
                scorer, transactions, source, by, key, predictions => Bytes(answer(predictions)), cancel);

            // Null: another process was quicker, and its answer is there the next time that the caller asks.
            return body is null ? IdempotentResult.StillRunning : IdempotentResult.First(body);
        }
        catch (AnswerTooLongException)
        {
            return IdempotentResult.TooLong;
        }
    }

    public void Dispose() => end?.Invoke();

    // As the framework writes an answer without a key.
    private byte[] Bytes<TAnswer>(TAnswer answer)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, json.SerializerOptions.GetTypeInfo(typeof(TAnswer)));
        return bytes.Length <= AnswerLimit ? bytes : throw new AnswerTooLongException();
    }

    private sealed class AnswerTooLongException : Exception;
}
