using FraudWeb.Core.Batch;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Bench;

/// <summary>For each folder with a train.csv and a test.csv: trains with default options like <c>train</c> and writes the output of
/// <c>score</c>, test.csv with fraud_probability, for the peers' scripts to evaluate.</summary>
internal static class FoldsBench
{
    public static async Task<int> RunAsync(string folder, string? schemaFile)
    {
        var schema = await SchemaAsync(schemaFile);
        foreach (var fold in In(folder))
        {
            var train = Read(Path.Combine(fold, "train.csv"), schema);
            foreach (var trainer in Enum.GetValues<TrainerKind>())
            {
                var model = Training.Train(train, new TrainingOptions { Trainer = trainer }, DateTimeOffset.UnixEpoch);
                await ScoreAsync(model, Path.Combine(fold, "test.csv"), Path.Combine(fold, $"{model.Report.Trainer}.csv"));
                var size = model.Predictor is TreeEnsemble trees
                    ? FormattableString.Invariant($", {trees.TreeCount} trees, {trees.LeafCount} leaves") : "";
                var (nanoseconds, bytes) = EngineBench.OneRow(model, EngineBench.Values(train));
                Console.WriteLine(
                    FormattableString.Invariant($"{model.Report.Trainer} one row {nanoseconds:0} ns, bytes {bytes:0.###}, ") +
                    FormattableString.Invariant($"{Path.GetFileName(fold)}: {train.Rows} rows, {train.Frauds} frauds{size}"));
            }
        }

        return 0;
    }

    /// <summary>Returns the schema of a file, or that of card transactions.</summary>
    internal static async Task<TransactionSchema> SchemaAsync(string? file) =>
        file is null ? TransactionSchema.Default : SchemaJson.Parse(await File.ReadAllBytesAsync(file));

    /// <summary>Returns the subfolders that have a test.csv, in order.</summary>
    internal static IEnumerable<string> In(string folder) =>
        Directory.GetDirectories(folder).Where(fold => File.Exists(Path.Combine(fold, "test.csv"))).Order(StringComparer.Ordinal);

    /// <summary>Reads labelled rows.</summary>
    internal static Dataset Read(string path, TransactionSchema schema)
    {
        using var rows = new CsvRows(File.OpenRead(path), path);
        var data = new Dataset.Builder(schema);
        LabelledCsv.Read(rows, schema, schema.Timestamp, RejectedRows.Stop(), data.Add);
        return data.Build();
    }

    private static async Task ScoreAsync(FraudModel model, string test, string scored)
    {
        using var rows = new CsvRows(File.OpenRead(test), test);
        await using var output = File.Create(scored);
        await new CsvScoring(new Decider(model, new Policy())).RunAsync(rows, output, RejectedRows.Stop());
    }
}
