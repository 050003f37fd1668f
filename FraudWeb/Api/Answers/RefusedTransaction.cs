namespace FraudWeb.Api.Answers;

/// <summary>A transaction of a batch that was not scored.</summary>
/// <param name="TransactionId">The sender's own id, when it could be read.</param>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Errors">What is wrong, by field.</param>
/// <param name="Error">The same on one line.</param>
public sealed record RefusedTransaction(
    string? TransactionId, int Index, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors, string Error)
    : BatchEntry(TransactionId);
