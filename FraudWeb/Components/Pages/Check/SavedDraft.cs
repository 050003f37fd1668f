using FraudWeb.Core.History;

namespace FraudWeb.Components.Pages.Check;

/// <summary>The state of the page that the browser saves: the texts, and the id of the prediction that was shown.</summary>
public sealed record SavedDraft(Dictionary<string, string> Texts, string? Prediction);
