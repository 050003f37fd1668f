namespace FraudWeb.Core.History;

/// <summary>A reviewer's verdict on a prediction. A later one replaces it, but it stays in the timeline.</summary>
public sealed class LabelEntry
{
    /// <summary>The number of the entry; rises in the order of labelling.</summary>
    public long Id { get; init; }

    /// <summary>The prediction that was labelled.</summary>
    public required PredictionId PredictionId { get; init; }

    /// <summary>The verdict; never <see cref="Label.None"/>.</summary>
    public required Label Label { get; init; }

    /// <summary>The reason, in the reviewer's words.</summary>
    public string? Note { get; init; }

    /// <summary>The reviewer, formatted by <see cref="Access.Actor"/>.</summary>
    public required string By { get; init; }

    /// <summary>The time of labelling, in UTC, to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }
}
