using System.CommandLine;
using FraudWeb.Core.Simulation;

namespace FraudWeb.Cli;

/// <summary><c>simulate</c>: writes a labelled CSV file of simulated card transactions.</summary>
internal static class SimulateCommand
{
    private const int MaxRows = 100_000_000;
    private static readonly DateTimeOffset FirstDay = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "The number of transactions.", Required = true }.Within(1, MaxRows);
        var seed = new Option<int>("--seed")
        {
            Description = "The seed of the random numbers; the same seed writes the same bytes.",
            DefaultValueFactory = _ => 1
        }.Within(0, int.MaxValue);
        var output = new Option<string>("--output")
        {
            Description = "The CSV file to write; .gz compresses it, - is standard output.",
            Required = true,
        };
        var from = new Option<DateTimeOffset?>("--from")
        {
            Description = "The first day. [default: 2026-01-01]",
            CustomParser = result => Arguments.Day(result),
        };
        var days = new Option<int>("--days") { Description = "The number of days.", DefaultValueFactory = _ => 30 }.Within(1, 3_650);
        var time = new Option<bool>("--event-time") { Description = $"Add a column {SimulatedCsv.TimeColumn}, for train --time-column." };
        var command = new Command(
            "simulate", "Write a labelled CSV file of simulated card transactions.") { rows, seed, output, from, days, time };
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            var count = parsed.GetValue(rows);
            var world = CardWorld.Simulate((ulong)parsed.GetValue(seed), count, parsed.GetValue(from) ?? FirstDay,
                TimeSpan.FromDays(parsed.GetValue(days)));
            using var file = OutputFile.Create(parsed.GetRequiredValue(output));
            using var progress = new ProgressLine(TimeProvider.System);
            await SimulatedCsv.WriteAsync(
                world, file.Stream, parsed.GetValue(time), progress.Rows(written => (double)written / count), cancel);
            file.Complete();
        }));
        return command;
    }
}
