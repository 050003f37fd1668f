namespace FraudWeb.Api.Answers;

/// <summary>A transaction of a batch that was not scored.</summary>
/// <param name="TransactionId">The sender's own id, if it could be read.</param>
/// <param name="Index">The transaction's position in the batch, from 0.</param>
/// <param name="Errors">The errors, by field.</param>
/// <param name="Error">The same errors as one line of text.</param>
public sealed record RefusedTransaction(
    string? TransactionId, int Index, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors, string Error)
    : BatchEntry(TransactionId);
