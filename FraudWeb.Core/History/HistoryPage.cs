namespace FraudWeb.Core.History;

/// <summary>One page of predictions, in order.</summary>
/// <param name="Items">The predictions.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last page.</param>
/// <param name="SearchedBackTo">Set if the page is not full although there may be more results: the moment up to which the history has been
/// searched. A filter on fields searches a limited number of predictions per call. The next cursor continues from there.</param>
public sealed record HistoryPage(IReadOnlyList<Prediction> Items, string? NextCursor, DateTimeOffset? SearchedBackTo);
