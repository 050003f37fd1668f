using FraudWeb.Core.History;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Privacy;

/// <summary>Somebody contests a decision that was made by the machine alone; a person looks at it again (GDPR, article 22).</summary>
public sealed class Contest
{
    /// <summary>The most characters of a statement or a reason.</summary>
    public const int MaxTextLength = 2_000;

    /// <summary>Rises in the order opened.</summary>
    public long Id { get; init; }

    /// <summary>What is contested.</summary>
    public required PredictionId PredictionId { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Who took it down.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>What the person concerned says.</summary>
    public required string Statement { get; init; }

    /// <summary>When it was decided; null while it waits.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Who decided.</summary>
    public string? DecidedBy { get; set; }

    /// <summary>What the person decided.</summary>
    public Decision? Outcome { get; set; }

    /// <summary>Why.</summary>
    public string? Reason { get; set; }
}
