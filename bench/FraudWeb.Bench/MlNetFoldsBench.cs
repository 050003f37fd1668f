using System.Globalization;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Learning.MlNet;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace FraudWeb.Bench;

/// <summary>For each folder with a train.csv and a test.csv: trains ML.NET's logistic regression and LightGBM, which FraudWeb does not
/// ship, and writes test.csv with fraud_probability for the peers' scripts to evaluate.</summary>
internal static class MlNetFoldsBench
{
    private const int MinLeaf = 10;

    public static async Task<int> RunAsync(string folder, string? schemaFile)
    {
        var schema = await FoldsBench.SchemaAsync(schemaFile);
        var trainers = new MLContext(seed: 1).BinaryClassification.Trainers;
        foreach (var fold in FoldsBench.In(folder))
        {
            var (train, test) = (
                FoldsBench.Read(Path.Combine(fold, "train.csv"), schema), FoldsBench.Read(Path.Combine(fold, "test.csv"), schema));
            var slots = TrainingSlots.Of(train, MinLeaf);
            var (seen, unseen) = (View(train), View(test));
            await WriteAsync("mlnet-logistic", trainers.LbfgsLogisticRegression().Fit(seen).Transform(unseen));

            // The best parameters of a search by cross-validation; the defaults are worse on all sets.
            await WriteAsync("lightgbm", trainers.LightGbm(new LightGbmBinaryTrainer.Options
            {
                NumberOfIterations = 200,
                NumberOfLeaves = 8,
                LearningRate = 0.1,
                MinimumExampleCountPerLeaf = MinLeaf,
                MaximumBinCountPerFeature = 4095,
                NumberOfThreads = 1,
                Seed = 1,
                Sigmoid = 1,
                Booster = new GradientBooster.Options
                {
                    L2Regularization = 1,
                    SubsampleFraction = 0.8,
                    SubsampleFrequency = 1,
                    FeatureFraction = 0.7,
                    MinimumChildWeight = 0.3
                },
            }).Fit(seen).Transform(unseen));

            DatasetView View(Dataset data) => new(data, [.. Enumerable.Range(0, data.Rows)], slots);

            async Task WriteAsync(string name, IDataView scored)
            {
                var lines = await File.ReadAllLinesAsync(Path.Combine(fold, "test.csv"));
                var probabilities = scored.GetColumn<float>("Probability")
                    .Select(probability => probability.ToString("R", CultureInfo.InvariantCulture));
                await File.WriteAllLinesAsync(Path.Combine(fold, $"{name}.csv"),
                    lines.Zip(probabilities.Prepend("fraud_probability"), (line, added) => $"{line},{added}"));
                Console.WriteLine($"{Path.GetFileName(fold)} {name}");
            }
        }

        return 0;
    }
}
