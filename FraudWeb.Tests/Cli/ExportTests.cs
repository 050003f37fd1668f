using System.Text.Json;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Tests.Support;
using Microsoft.ML;

namespace FraudWeb.Tests.Cli;

public sealed class ExportTests(TrainedModel trained) : IClassFixture<TrainedModel>, IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task An_exported_model_loads_in_ML_NET_with_the_schema_s_columns()
    {
        var result = await _cli.RunAsync("export", "--model", trained.Model, "--format", "mlnet", "--output", "model.zip");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));

        new MLContext().Model.Load(_cli.PathOf("model.zip"), out var schema);
        Assert.Equal(TransactionSchema.Default.Fields.Select(field => field.Name), schema.Select(column => column.Name));
        Assert.Equal(ModelFile.ToMlNet(ModelFile.Read(trained.Model).Model), File.ReadAllBytes(_cli.PathOf("model.zip")));
    }

    [Fact]
    public async Task Two_processes_write_the_same_bytes()
    {
        foreach (var name in (string[])["a.zip", "b.zip"])
        {
            await _cli.RunAsync("export", "--model", trained.Model, "--format", "mlnet", "--output", name);
        }

        Assert.Equal(File.ReadAllBytes(_cli.PathOf("a.zip")), File.ReadAllBytes(_cli.PathOf("b.zip")));
    }

    [Fact]
    public async Task Another_format_is_a_wrong_argument() =>
        Assert.Equal(2, (await _cli.RunAsync("export", "--model", trained.Model, "--format", "pmml", "--output", "model.xml")).ExitCode);

    [Fact]
    public async Task Inspect_shows_format_and_pipeline()
    {
        var text = (await _cli.RunAsync("inspect", "--model", trained.Model)).Output;
        Assert.Contains("FastTreeBinaryModelParameters of 21 trees", text, StringComparison.Ordinal);
        var json = JsonElement.Parse((await _cli.RunAsync("inspect", "--model", trained.Model, "--json")).Output);
        Assert.Equal(2, json.GetProperty("format").GetInt32());
        Assert.Equal("OneHotEncoding of merchant_category", json.GetProperty("pipeline")[0].GetString());
        Assert.True(json.GetProperty("calibration").GetProperty("slope").GetDouble() > 0);
    }
}
