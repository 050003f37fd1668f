using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Cli;

/// <summary>The same data give the same model and the same scores on machines whose vectors are wide, narrow or missing, and on one
/// core.</summary>
public sealed class VectorWidthTests : IDisposable
{
    private static readonly string[] Machines =
        ["DOTNET_EnableAVX512=0", "DOTNET_EnableAVX2=0", "DOTNET_EnableHWIntrinsic=0", "DOTNET_PROCESSOR_COUNT=1"];

    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory, Trait("Requirement", "IN11")]
    [InlineData("boosting", 3000, 40)]
    [InlineData("boosting", 130_000, 2)]
    [InlineData("forest", 3000, 10)]
    [InlineData("logistic", 3000, null)]
    public async Task No_bit_depends_on_them(string trainer, int rows, int? trees)
    {
        await Run("simulate", "--rows", $"{rows}", "--seed", "3", "--output", "data.csv");
        var expected = await TrainAndScore();
        foreach (var machine in Machines)
        {
            var (name, value) = (machine.Split('=')[0], machine.Split('=')[1]);
            _cli.Environment[name] = value;
            Assert.Equal(expected, await TrainAndScore(), (a, b) => a.AsSpan().SequenceEqual(b));
            _cli.Environment.Remove(name);
        }

        async Task<byte[]> TrainAndScore()
        {
            string[] size = trees is null ? [] : ["--trees", $"{trees}"];
            await Run(["train", "--data", "data.csv", "--output", "m.fraudmodel", "--trainer", trainer, .. size]);
            await Run("score", "--data", "data.csv", "--model", "m.fraudmodel", "--output", "scored.csv", "--explain", "2");
            return await File.ReadAllBytesAsync(_cli.PathOf("scored.csv"));
        }
    }

    private async Task Run(params string[] args)
    {
        var result = await _cli.RunAsync(args);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
