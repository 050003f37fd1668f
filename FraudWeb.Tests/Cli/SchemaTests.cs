using System.Text.Json;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Cli;

public sealed class SchemaTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task What_is_proposed_for_an_export_as_it_comes_is_trained_on_and_scores_the_next_month()
    {
        // An index, a card number, a time of PostgreSQL, NA, words as labels, rows without one, an amount that is whole so far.
        _cli.Write("january.csv", ";Issuer Id;payment_id;pan;booked_at;age;refund;amount;outcome\n" + string.Concat(
            Enumerable.Range(0, 400).Select(i =>
                $"{i};7;p{i};4242424242424242;2026-01-{1 + i / 20:00} 10:{i % 60:00}:00+00;{(i % 9 == 0 ? "NA" : $"{20 + i % 50}")};0.00;"
                + $"{i % 90};{(i % 40 == 3 ? "" : i % 7 == 0 ? "chargeback" : "paid")}\n")));
        _cli.Write("february.csv",
            "payment_id,booked_at,age,refund,amount\nq,2026-02-01 10:00:00+00,33.5,12.50,19.99\nr,2026-02-02,NULL,0,5\n");

        var proposed = await _cli.RunAsync("schema", "--data", "january.csv", "--output", "s.json", "--label", "outcome", "--positive",
            "chargeback");
        var trained = await _cli.RunAsync(
            "train", "--data", "january.csv", "--schema", "s.json", "--output", "m.fraudmodel", "--trees", "5", "--trainer", "boosting");
        var evaluated = await _cli.RunAsync("evaluate", "--data", "january.csv", "--model", "m.fraudmodel");

        Assert.Equal((0, 0, 0), (proposed.ExitCode, trained.ExitCode, evaluated.ExitCode));
        Assert.Equal(
            """
            Left out (unnamed): such columns have no name (the index of a data frame, or separators at the end of the lines).
            Left out Issuer Id: such columns are ids of something else than the transaction (values repeat).
            Left out pan: such columns contain card numbers (line 2 looks like one).
            booked_at is the time: training judges on the latest rows.
            Rows without a label in outcome are left out.
            refund: 0 and 1 only so far, proposed as numbers: change kind to flag if there is nothing else.
            age: NA, NULL and the like are read as missing values.

            """, proposed.Error);
        Assert.Contains("Left out 10 rows without a label.", trained.Error, StringComparison.Ordinal);
        Assert.Contains("Left out 10 rows without a label.", evaluated.Error, StringComparison.Ordinal);
        Assert.Contains("column booked_at", trained.Output, StringComparison.Ordinal);

        var scored = await _cli.RunAsync("score", "--model", "m.fraudmodel", "--data", "february.csv", "--output", "-");
        Assert.Equal((0, 3), (scored.ExitCode, scored.Output.Count(letter => letter == '\n')));
    }

    [Fact]
    public async Task A_category_of_more_choices_is_kept_if_asked_for()
    {
        _cli.Write("data.csv", "shop,a,is_fraud\n" + string.Concat(Enumerable.Range(0, 150).Select(i => $"shop {i},{i}.5,{i % 2}\n")));

        var without = await _cli.RunAsync("schema", "--data", "data.csv");
        var with = await _cli.RunAsync("schema", "--data", "data.csv", "--max-choices", "1000");

        Assert.Contains("Left out shop: such columns have more than 100 different texts; --max-choices raises the limit.", without.Error,
            StringComparison.Ordinal);
        Assert.Equal(["shop", "a"], JsonElement.Parse(with.Output).GetProperty("fields").EnumerateArray()
            .Select(field => field.GetProperty("name").GetString()));
        Assert.Equal(2, (await _cli.RunAsync("schema", "--data", "data.csv", "--max-choices", "0")).ExitCode);
    }

    [Fact]
    public async Task A_scored_file_and_an_export_of_the_history_are_not_taken_for_labelled_ones()
    {
        _cli.Write("s.json", """{ "name": "s", "label": "is_fraud", "fields": [ { "name": "a", "kind": "number" } ] }""");
        _cli.Write("data.csv", "a,is_fraud\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},{i / 100}\n")));
        await _cli.RunAsync("train", "--data", "data.csv", "--schema", "s.json", "--output", "m.fraudmodel", "--trainer", "logistic");
        _cli.Write("plain.csv", "a\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i}\n")));
        await _cli.RunAsync("score", "--model", "m.fraudmodel", "--data", "plain.csv", "--output", "scored.csv");
        await _cli.RunAsync("score", "--model", "m.fraudmodel", "--data", "data.csv", "--output", "labelled.csv");
        _cli.Write("export.csv",
            "a,fraud_probability,is_fraud,risk_level,label\n1,0.9,1,HIGH,legitimate\n2,0.9,1,HIGH,\n190,0.9,1,HIGH,fraud\n");

        var scored = await _cli.RunAsync("evaluate", "--model", "m.fraudmodel", "--data", "scored.csv");
        var labelled = await _cli.RunAsync("evaluate", "--model", "m.fraudmodel", "--data", "labelled.csv");
        var export = await _cli.RunAsync("evaluate", "--model", "m.fraudmodel", "--data", "export.csv");
        var training = await _cli.RunAsync("train", "--data", "scored.csv", "--schema", "s.json", "--output", "n.fraudmodel");

        Assert.Equal((1, 0, 0, 1), (scored.ExitCode, labelled.ExitCode, export.ExitCode, training.ExitCode));
        Assert.StartsWith("scored.csv:1: is_fraud is a model's own verdict here", scored.Error, StringComparison.Ordinal);
        Assert.StartsWith("scored.csv:1: is_fraud is a model's own verdict here", training.Error, StringComparison.Ordinal);
        Assert.Contains("rows judged         200, 100 of them fraud", labelled.Output, StringComparison.Ordinal);
        Assert.Contains("rows judged         2, 1 of them fraud", export.Output, StringComparison.Ordinal);
        Assert.Equal(
            "is_fraud is a model's own verdict in this file, so the labels are those of the column label.\n"
            + "Left out 1 row without a label.\n",
            export.Error);
    }

    [Fact]
    public async Task A_time_of_the_schema_that_a_file_lacks_is_told()
    {
        _cli.Write("s.json",
            """{ "name": "s", "label": "bad", "timestamp": "at", "fields": [ { "name": "a", "kind": "number" } ] }""");
        _cli.Write("data.csv", "a,bad\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},{i / 100}\n")));
        string[] training = ["train", "--data", "data.csv", "--schema", "s.json", "--output", "m.fraudmodel", "--trainer", "logistic"];

        Assert.Equal("The file has no column at, the schema's time, so the rows to evaluate on are drawn at random.\n",
            (await _cli.RunAsync(training)).Error);
        Assert.Equal("", (await _cli.RunAsync([.. training, "--holdout", "0.3"])).Error);
    }
}
