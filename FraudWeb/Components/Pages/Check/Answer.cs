using FraudWeb.Core;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Components.Pages.Check;

/// <summary>A prediction with its schema and its explanation.</summary>
/// <param name="Prediction">The stored prediction.</param>
/// <param name="Schema">The schema of its inputs.</param>
/// <param name="Explanation">The explanation; null if the score or the model's file is missing.</param>
public sealed record Answer(Prediction Prediction, TransactionSchema Schema, Explanation? Explanation)
{
    /// <summary>Explains a stored prediction with the model that made it.</summary>
    public static Answer Of(Prediction prediction, SchemasByVersion schemas, ScoringService scoring)
    {
        var schema = schemas.Get(prediction.ModelVersion);
        try
        {
            return new(prediction, schema, prediction.Probability is null ? null : scoring.Explain(prediction));
        }
        catch (ModelFileException)
        {
            // The model's file was removed. Its predictions are still valid, but can't be explained.
            return new(prediction, schema, null);
        }
    }
}
