using System.Text;
using System.Text.Json;

namespace FraudWeb.Core.Privacy;

/// <summary>Finds the subjects that a stored idempotent response names.</summary>
internal sealed class AnswerText
{
    private readonly HashSet<string> _transactions;
    private readonly HashSet<string> _predictions;
    private readonly List<byte[]> _all;

    public AnswerText(IReadOnlyList<Subject> subjects)
    {
        _transactions = [.. subjects.Select(subject => subject.TransactionId).OfType<string>()];
        _predictions = [.. subjects.Select(subject => subject.PredictionId?.ToString()).OfType<string>()];
        _all = [.. _transactions.Concat(_predictions).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Returns whether the response names one of the subjects, or its idempotency key does.</summary>
    /// <param name="key">The idempotency key.</param>
    /// <param name="body">The response, which is JSON.</param>
    public bool Names(string key, ReadOnlySpan<byte> body)
    {
        if (_transactions.Contains(key))
        {
            return true;
        }

        try
        {
            // Not by searching for the bytes: JSON may write the same text in several ways.
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                var looked = reader.TokenType != JsonTokenType.PropertyName ? null
                    : reader.ValueTextEquals("transaction_id"u8) ? _transactions
                    : reader.ValueTextEquals("prediction_id"u8) ? _predictions
                    : null;
                if (looked is not null && reader.Read() && reader.TokenType == JsonTokenType.String && looked.Contains(reader.GetString()!))
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            foreach (var id in _all)
            {
                if (body.IndexOf(id) >= 0)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
