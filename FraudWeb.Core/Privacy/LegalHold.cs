namespace FraudWeb.Core.Privacy;

/// <summary>What is kept on a transaction must stay for now, whatever its age, because the law asks for it.</summary>
public sealed class LegalHold
{
    /// <summary>The most characters of a reason.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>The sender's own id of the transaction.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who said so.</summary>
    public required string By { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset At { get; init; }
}
