using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Cli;

/// <summary>A small labelled file and a model trained on it, both made by the program, for all tests of a class.</summary>
public sealed class TrainedModel : IAsyncLifetime, IDisposable
{
    private readonly CliProcess _cli = new();

    /// <summary>4,000 simulated transactions, with label and time.</summary>
    public string Data => _cli.PathOf("data.csv");

    /// <summary>A model of them.</summary>
    public string Model => _cli.PathOf("small.fraudmodel");

    /// <summary>What training said.</summary>
    public CliResult Training { get; private set; } = new(-1, "", "");

    public async Task InitializeAsync()
    {
        var simulated = await _cli.RunAsync("simulate", "--rows", "4000", "--seed", "5", "--event-time", "--output", "data.csv");
        Assert.True(simulated.ExitCode == 0, simulated.Error);
        Training = await _cli.RunAsync(
            "train", "--data", "data.csv", "--output", "small.fraudmodel", "--trainer", "boosting", "--trees", "20");
        Assert.True(Training.ExitCode == 0, Training.Error);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _cli.Dispose();
}
