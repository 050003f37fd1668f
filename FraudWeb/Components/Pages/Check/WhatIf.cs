using FraudWeb.Core.Scoring;

namespace FraudWeb.Components.Pages.Check;

/// <summary>What the champion would say after values were changed. Not kept.</summary>
public sealed record WhatIf(Score Score, Verdict Verdict, Explanation Explanation, IReadOnlyList<ChangedValue> Changes);
