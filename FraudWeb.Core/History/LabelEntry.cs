namespace FraudWeb.Core.History;

/// <summary>One verdict of a reviewer on a prediction. A later one replaces it, but it stays in the timeline.</summary>
public sealed class LabelEntry
{
    /// <summary>Rises in the order given.</summary>
    public long Id { get; init; }

    /// <summary>What was judged.</summary>
    public required PredictionId PredictionId { get; init; }

    /// <summary>What it was found to be; never <see cref="Label.None"/>.</summary>
    public required Label Label { get; init; }

    /// <summary>Why, in the reviewer's words.</summary>
    public string? Note { get; init; }

    /// <summary>Who said so, as <see cref="Access.Actor"/> writes it.</summary>
    public required string By { get; init; }

    /// <summary>When, in UTC, to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }
}
