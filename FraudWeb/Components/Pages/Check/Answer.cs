using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Components.Pages.Check;

/// <summary>A prediction with what it was made of and why.</summary>
/// <param name="Prediction">As kept.</param>
/// <param name="Schema">What its inputs mean.</param>
/// <param name="Explanation">Null when there is no score to explain, or no model any more that could.</param>
public sealed record Answer(Prediction Prediction, TransactionSchema Schema, Explanation? Explanation);
