using FraudWeb.Core.Schema;
using FraudWeb.Problems;

namespace FraudWeb.Api;

/// <summary>One entry of a batch: the transaction, or why it is none.</summary>
public sealed record BatchItem(Transaction? Transaction, string? TransactionId, FieldErrors Errors);
