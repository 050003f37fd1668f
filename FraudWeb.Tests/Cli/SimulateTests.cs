using System.IO.Compression;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Cli;

public sealed class SimulateTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_same_seed_writes_the_same_bytes_to_a_file_to_a_packed_file_and_to_standard_output()
    {
        await _cli.RunAsync("simulate", "--rows", "1000", "--seed", "7", "--output", "a.csv");
        await _cli.RunAsync("simulate", "--rows", "1000", "--seed", "7", "--output", "a.csv.gz");
        var streamed = await _cli.RunAsync("simulate", "--rows", "1000", "--seed", "7", "--output", "-");
        var other = await _cli.RunAsync("simulate", "--rows", "1000", "--seed", "8", "--output", "-");

        Assert.Equal(_cli.Read("a.csv"), streamed.Output);
        Assert.NotEqual(other.Output, streamed.Output);
        using var packed = new StreamReader(new GZipStream(File.OpenRead(_cli.PathOf("a.csv.gz")), CompressionMode.Decompress));
        Assert.Equal(streamed.Output, await packed.ReadToEndAsync());
    }

    [Fact]
    public async Task The_file_has_the_default_schemas_columns_with_id_and_label()
    {
        var result = await _cli.RunAsync("simulate", "--rows", "3", "--output", "-");
        var lines = result.Output.Split('\n');

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            "transaction_id,amount,transaction_hour,merchant_category,foreign_transaction,location_mismatch,"
                + "device_trust_score,velocity_last_24h,cardholder_age,is_fraud",
            lines[0]);
        Assert.Equal(["1", "2", "3", ""], lines[1..].Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task The_time_is_a_column_where_it_is_asked_for()
    {
        var result = await _cli.RunAsync(
            "simulate", "--rows", "50", "--from", "2026-02-01", "--days", "2", "--event-time", "--output", "-");
        var times = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')[^1]).ToList();

        Assert.Equal("event_time", times[0]);
        Assert.All(times[1..], time => Assert.Matches("^2026-02-0[12]T[0-9:.]+Z$", time));
    }

    [Theory]
    [InlineData("missing/out.csv", "there is no folder")]
    [InlineData(".", "is a folder")]
    public async Task An_output_that_can_not_be_written_ends_with_1(string output, string told)
    {
        var result = await _cli.RunAsync("simulate", "--rows", "3", "--output", output);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_cli.Folder));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Ctrl_C_leaves_nothing_under_the_final_name_and_nothing_beside_it(string signal)
    {
        _cli.Write("out.csv", "what stood there before");
        var result = await _cli.SignalAsync(signal, Begun, "simulate", "--rows", "50000000", "--output", "out.csv");

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith("Stopped; nothing was written.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal("what stood there before", _cli.Read("out.csv"));
        Assert.Equal([_cli.PathOf("out.csv")], Directory.EnumerateFileSystemEntries(_cli.Folder));

        bool Begun() => Directory.EnumerateFiles(_cli.Folder, ".*.tmp").Any(file => new FileInfo(file).Length > 100_000);
    }
}
