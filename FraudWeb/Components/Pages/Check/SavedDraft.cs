using FraudWeb.Core.History;

namespace FraudWeb.Components.Pages.Check;

/// <summary>What the browser keeps of the page: the texts typed, and which prediction stood beside them.</summary>
public sealed record SavedDraft(Dictionary<string, string> Texts, string? Prediction);
