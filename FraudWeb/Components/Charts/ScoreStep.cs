using System.Globalization;

namespace FraudWeb.Components.Charts;

/// <summary>How many scores of the two lie in one step of probability.</summary>
/// <param name="From">Inclusive, 0 to 1.</param>
/// <param name="To">Exclusive, but for 1.</param>
/// <param name="Fraud">How many of the one.</param>
/// <param name="Legitimate">How many of the other.</param>
/// <param name="Href">The rows of the step.</param>
public sealed record ScoreStep(double From, double To, long Fraud, long Legitimate, string? Href)
{
    public string Title => string.Create(CultureInfo.InvariantCulture, $"{From * 100:0.#}–{To * 100:0.#}%");

    public string Label => string.Create(CultureInfo.InvariantCulture, $"{From * 100:0.#}");
}
