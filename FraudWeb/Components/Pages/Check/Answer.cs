using FraudWeb.Core;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Components.Pages.Check;

/// <summary>A prediction with what it was made of and why.</summary>
/// <param name="Prediction">As kept.</param>
/// <param name="Schema">What its inputs mean.</param>
/// <param name="Explanation">Null when there is no score to explain, or no model any more that could.</param>
public sealed record Answer(Prediction Prediction, TransactionSchema Schema, Explanation? Explanation)
{
    /// <summary>Explains a stored prediction by the model that made it.</summary>
    public static Answer Of(Prediction prediction, SchemasByVersion schemas, ScoringService scoring)
    {
        var schema = schemas.Get(prediction.ModelVersion);
        try
        {
            return new(prediction, schema, prediction.Probability is null ? null : scoring.Explain(prediction));
        }
        catch (ModelFileException)
        {
            // An old model's file is gone; its answers stay what they are.
            return new(prediction, schema, null);
        }
    }
}
