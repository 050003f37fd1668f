using FraudWeb.Core.Schema;
using FraudWeb.Display;

namespace FraudWeb.Components.Pages.History;

/// <summary>The sender's own id.</summary>
public sealed record IdTopic() : FilterTopic("Transaction id")
{
    public override string? Wanted(HistoryState state, ViewerClock clock) =>
        state.Filter.TransactionId is { } id ? UserText.Show(id) : null;

    public override HistoryState Without(HistoryState state) => state.With(state.FirstPage.Filter with { TransactionId = null });
}
