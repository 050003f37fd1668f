using System.Globalization;

namespace FraudWeb.Components.Charts;

/// <summary>The number of fraudulent and legitimate scores in one step of probability.</summary>
/// <param name="From">The lower bound, inclusive, 0 to 1.</param>
/// <param name="To">The upper bound, exclusive except for 1.</param>
/// <param name="Fraud">The number of frauds.</param>
/// <param name="Legitimate">The number of legitimate transactions.</param>
/// <param name="Href">The link to the predictions of the step.</param>
public sealed record ScoreStep(double From, double To, long Fraud, long Legitimate, string? Href)
{
    public string Title => string.Create(CultureInfo.InvariantCulture, $"{From * 100:0.#}–{To * 100:0.#}%");

    public string Label => string.Create(CultureInfo.InvariantCulture, $"{From * 100:0.#}");
}
