namespace FraudWeb.Core.History;

/// <summary>Some predictions, in order.</summary>
/// <param name="Items">The predictions found.</param>
/// <param name="NextCursor">Where the next page begins; null when there is none.</param>
/// <param name="SearchedBackTo">When the page is not full although there may be more: up to which moment it has been searched, because a
/// filter on fields looks at a limited number of predictions at a time. The next cursor goes on from there.</param>
public sealed record HistoryPage(IReadOnlyList<Prediction> Items, string? NextCursor, DateTimeOffset? SearchedBackTo);
