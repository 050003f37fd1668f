using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>
/// Writes a linear model as ML.NET's <c>LinearBinaryModelParameters</c> over a vector of two halves: the values, with 0 for a missing
/// number and for all choices of a missing category, and the indicators of missing numbers. A term is relative to its value at 0; the
/// values at 0 are all in the bias.
/// </summary>
internal static class LinearEntry
{
    private static readonly Component Linear = new("LINEAR2C", "Linear2CExec", "Microsoft.ML.StandardTrainers", 0x00020002, 0x00020001);

    /// <summary>Returns the bytes of the entry.</summary>
    public static byte[] Of(LinearModel model, FieldSlots slots)
    {
        using var entry = new ComponentWriter(Linear);
        var (bias, weights) = Weights(model, slots);
        entry.Body.Write(sizeof(float));
        entry.Body.Write((float)bias);
        entry.Body.Write(weights.Length);
        entry.Body.Write(0);
        entry.Body.Write(weights.Length);
        foreach (var weight in weights)
        {
            entry.Body.Write((float)weight);
        }

        return entry.ToArray();
    }

    /// <summary>Returns the bias and one weight per slot of the vector, before rounding to single precision.</summary>
    public static (double Bias, double[] Weights) Weights(LinearModel model, FieldSlots slots)
    {
        var (bias, weights) = (model.Intercept, new double[2 * slots.Count]);
        for (var field = 0; field < model.FeatureCount; field++)
        {
            var term = model.Terms[field];
            var slot = slots.First(field);
            var atZero = slots.IsCategory(field) ? term.Missing : term.Of(0);
            bias += atZero;
            if (slots.IsCategory(field))
            {
                for (var choice = 0; choice < slots.CountOf(field); choice++)
                {
                    weights[slot + choice] = term.Of(choice) - atZero;
                }
            }
            else
            {
                // Each of a flag's two values has a term; a line passes through both.
                weights[slot] = term.Categories.Length > 0 ? term.Of(1) - atZero : term.Weight;
                weights[slots.Count + slot] = term.Missing - atZero;
            }
        }

        return (bias, weights);
    }
}
