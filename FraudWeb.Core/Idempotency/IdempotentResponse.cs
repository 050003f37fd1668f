namespace FraudWeb.Core.Idempotency;

/// <summary>An answer that was given under an idempotency key, kept so that a repeated call gets it again.</summary>
public sealed class IdempotentResponse
{
    /// <summary>How long an answer counts. Afterwards its key is as good as new.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Whose keys are meant: an API key's number, or 0 for callers without one.</summary>
    public required long Owner { get; init; }

    /// <summary>The idempotency key.</summary>
    public required string Key { get; init; }

    /// <summary>HMAC-SHA-256 of what was asked.</summary>
    public required byte[] Request { get; init; }

    /// <summary>The answer, in UTF-8.</summary>
    public required byte[] Body { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset At { get; init; }
}
