namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>One part of a whole.</summary>
/// <param name="Value">The value that the part has in common.</param>
/// <param name="Word">The wire name of the value.</param>
/// <param name="Count">The number of predictions.</param>
/// <param name="Share">The share of the whole, 0 to 1.</param>
/// <param name="Href">The link to the predictions.</param>
public sealed record MixPart<T>(T Value, string Word, long Count, double Share, string Href);
