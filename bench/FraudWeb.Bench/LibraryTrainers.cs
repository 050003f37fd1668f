using FraudWeb.Core.Learning;
using FraudWeb.Core.Learning.MlNet;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace FraudWeb.Bench;

/// <summary>Trains with ML.NET's logistic regression and LightGBM, which FraudWeb does not ship, on the features that FastTree
/// has.</summary>
internal static class LibraryTrainers
{
    public const int MinLeaf = 10;

    public static readonly string[] Names = ["mlnet-logistic", "lightgbm"];

    /// <summary>Trains one of <see cref="Names"/>.</summary>
    /// <param name="name">The trainer.</param>
    /// <param name="train">The rows.</param>
    /// <param name="boosting">The options of LightGBM.</param>
    /// <returns>A function that computes the probability of each row of other data.</returns>
    public static Func<Dataset, float[]> Train(string name, Dataset train, LightGbmBinaryTrainer.Options boosting)
    {
        var slots = TrainingSlots.Of(train, MinLeaf);
        var trainers = new MLContext(seed: 1).BinaryClassification.Trainers;
        ITransformer model = name == "lightgbm"
            ? trainers.LightGbm(boosting).Fit(View(train)) : trainers.LbfgsLogisticRegression().Fit(View(train));
        return rows => [.. model.Transform(View(rows)).GetColumn<float>("Probability")];

        DatasetView View(Dataset data) => new(data, [.. Enumerable.Range(0, data.Rows)], slots);
    }
}
