namespace FraudWeb.Core.Schema;

/// <summary>What a person says about a file before a schema is proposed for it.</summary>
public sealed record ProposalOptions
{
    /// <summary>The column of the label; null to look for a usual name.</summary>
    public string? Label { get; init; }

    /// <summary>The texts of the label that mean fraud; empty for the usual ones.</summary>
    public IReadOnlyList<string> Positive { get; init; } = [];

    /// <summary>The texts of the label that mean legitimate. If empty and there are positive ones, the label's only other text.</summary>
    public IReadOnlyList<string> Negative { get; init; } = [];

    /// <summary>The maximum number of different texts of a column that becomes a category.</summary>
    public int MaxChoices { get; init; } = 100;
}
