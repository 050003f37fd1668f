using System.Diagnostics;
using System.Globalization;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Simulation;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Learning.MlNet;

public sealed class ExampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;

    [Fact]
    public async Task A_program_with_ML_NET_alone_scores_with_a_file_of_each_trainer()
    {
        var rows = CardWorld.Simulate(3, 3_000, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(5)).ToArray();
        var builder = new Dataset.Builder(TransactionSchema.Default);
        foreach (var row in rows)
        {
            builder.Add(row.Transaction.Values, row.IsFraud, row.Time);
        }

        var data = builder.Build();
        TrainerKind[] trainers = Enum.GetValues<TrainerKind>();
        var models = trainers.Select(trainer => Training.Train(data, new() { Trainer = trainer, Trees = 20, Leaves = 8 }, MadeData.Now))
            .ToArray();
        var files = trainers.Select(trainer => Path.Combine(_folder, $"{trainer.ToWireName()}.fraudmodel")).ToArray();
        for (var i = 0; i < files.Length; i++)
        {
            ModelFile.Write(files[i], models[i]);
        }

        var csv = Path.Combine(_folder, "rows.csv");
        var fields = TransactionSchema.Default.Fields;
        File.WriteAllLines(csv, rows.Select(row => string.Join(',', fields.Select((field, i) => field.Format(row.Transaction.Values[i]))))
            .Prepend(string.Join(',', fields.Select(field => field.Name))));

        var answers = await RunAsync([csv, .. files]);
        Assert.Equal(rows.Length * trainers.Length, answers.Length);
        for (var i = 0; i < answers.Length; i++)
        {
            var (trainer, theirs) = (trainers[i / rows.Length], float.Parse(answers[i], CultureInfo.InvariantCulture));
            var ours = models[i / rows.Length].Score(rows[i % rows.Length].Transaction.Values).Probability;
            Assert.Equal(ours, theirs, trainer == TrainerKind.Logistic ? 1e-5 : 0);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string[]> RunAsync(string[] args)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(
            Repository.Root, "docs", "examples", "ScoreWithMlNet", "bin", output.Parent!.Name, output.Name, "ScoreWithMlNet.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
