using FraudWeb.Core.Scoring;

namespace FraudWeb.Settings;

/// <summary>Every setting of <c>appsettings.json</c> under <c>FraudWeb</c>, checked. Read once at start and never changed.</summary>
public sealed record FraudWebSettings
{
    /// <summary>Where everything that is written lives: database, models, keys.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The schema file that the first model is trained on; null for the default schema.</summary>
    public string? Schema { get; init; }

    /// <summary>A model file to serve; null for the champion in the data folder.</summary>
    public string? Model { get; init; }

    /// <summary>Turns probabilities into verdicts.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The most transactions that one batch call may hold.</summary>
    public required int MaxBatchItems { get; init; }
}
