using FraudWeb.Core.History;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Privacy;

/// <summary>A contest of an automated decision, which a person reviews (GDPR, article 22).</summary>
public sealed class Contest
{
    /// <summary>The maximum length of a statement or a reason, in characters.</summary>
    public const int MaxTextLength = 2_000;

    /// <summary>The contest's number, ascending in the order in which contests were opened.</summary>
    public long Id { get; init; }

    /// <summary>The contested prediction.</summary>
    public required PredictionId PredictionId { get; init; }

    /// <summary>When the contest was opened, in UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The actor that recorded the contest.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>The statement of the person concerned.</summary>
    public required string Statement { get; init; }

    /// <summary>When the contest was decided; null while it is open.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The actor that decided the contest.</summary>
    public string? DecidedBy { get; set; }

    /// <summary>The reviewer's decision.</summary>
    public Decision? Outcome { get; set; }

    /// <summary>The reviewer's reason.</summary>
    public string? Reason { get; set; }
}
