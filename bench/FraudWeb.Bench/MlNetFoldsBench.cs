using System.Globalization;
using FraudWeb.Core.Learning;
using Microsoft.ML.Trainers.LightGbm;

namespace FraudWeb.Bench;

/// <summary>For each folder with a train.csv and a test.csv: trains the trainers that FraudWeb does not ship and writes test.csv with
/// fraud_probability for the peers' scripts to evaluate.</summary>
internal static class MlNetFoldsBench
{
    /// <summary>The best parameters of a search by cross-validation; the defaults are worse on all sets.</summary>
    private static LightGbmBinaryTrainer.Options Boosting => new()
    {
        NumberOfIterations = 200,
        NumberOfLeaves = 8,
        LearningRate = 0.1,
        MinimumExampleCountPerLeaf = LibraryTrainers.MinLeaf,
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
    };

    public static async Task<int> RunAsync(string folder, string? schemaFile)
    {
        var schema = await FoldsBench.SchemaAsync(schemaFile);
        foreach (var fold in FoldsBench.In(folder))
        {
            var (train, test) = (
                FoldsBench.Read(Path.Combine(fold, "train.csv"), schema), FoldsBench.Read(Path.Combine(fold, "test.csv"), schema));
            foreach (var name in LibraryTrainers.Names)
            {
                await WriteAsync(fold, name, LibraryTrainers.Train(name, train, Boosting)(test));
                Console.WriteLine($"{Path.GetFileName(fold)} {name}");
            }
        }

        return 0;
    }

    private static async Task WriteAsync(string fold, string name, float[] probabilities)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(fold, "test.csv"));
        var added = probabilities.Select(probability => probability.ToString("R", CultureInfo.InvariantCulture));
        await File.WriteAllLinesAsync(
            Path.Combine(fold, $"{name}.csv"), lines.Zip(added.Prepend("fraud_probability"), (line, column) => $"{line},{column}"));
    }
}
