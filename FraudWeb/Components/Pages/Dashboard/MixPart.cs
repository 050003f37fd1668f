namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>One part of a whole.</summary>
/// <param name="Value">Which.</param>
/// <param name="Word">The contract's word for it.</param>
/// <param name="Count">How many.</param>
/// <param name="Share">0 to 1.</param>
/// <param name="Href">Its rows.</param>
public sealed record MixPart<T>(T Value, string Word, long Count, double Share, string Href);
