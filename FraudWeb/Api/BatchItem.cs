using FraudWeb.Core.Schema;
using FraudWeb.Problems;

namespace FraudWeb.Api;

/// <summary>One entry of a batch: a transaction, or the errors if it is not valid.</summary>
public sealed record BatchItem(Transaction? Transaction, string? TransactionId, FieldErrors Errors);
