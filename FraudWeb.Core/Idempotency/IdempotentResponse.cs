namespace FraudWeb.Core.Idempotency;

/// <summary>A response that was sent under an idempotency key. It is stored so that a repeated call gets it again.</summary>
public sealed class IdempotentResponse
{
    /// <summary>The time for which a response is valid. Afterwards its key can be used again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The scope of the key: the number of an API key. Calls without an API key share scope 0.</summary>
    public required long Owner { get; init; }

    /// <summary>The idempotency key.</summary>
    public required string Key { get; init; }

    /// <summary>HMAC-SHA-256 of the request.</summary>
    public required byte[] Request { get; init; }

    /// <summary>The response body, in UTF-8.</summary>
    public required byte[] Body { get; init; }

    /// <summary>When the response was sent, in UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
