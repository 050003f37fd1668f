namespace FraudWeb.Core.Privacy;

/// <summary>A legal hold: the records of a transaction must not be erased, whatever their age, until the hold is lifted.</summary>
public sealed class LegalHold
{
    /// <summary>The maximum length of a reason, in characters.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>The sender's own id of the transaction.</summary>
    public required string TransactionId { get; init; }

    /// <summary>The reason for the hold.</summary>
    public required string Reason { get; init; }

    /// <summary>The actor that added the hold.</summary>
    public required string By { get; init; }

    /// <summary>When the hold was added, in UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
