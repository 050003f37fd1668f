using System.Text;
using FraudWeb.Core.Batch;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Batch;

public class LabelledCsvTests
{
    private static readonly TransactionSchema Schema =
        new("one", [new Field { Name = "x", Kind = FieldKind.Number }], id: "id", label: "fraud");

    [Fact]
    public void Rows_come_with_label_and_time_and_columns_that_nobody_asked_for_are_named()
    {
        var taken = new List<(double, bool, DateTimeOffset?)>();
        var read = Read("at,id,x,fraud,note,more\n2026-01-01,1,5,1,a,b\n2026-01-02,2,6,false,c,d\n", "at", (values, isFraud, time) =>
            taken.Add((values[0], isFraud, time)));

        Assert.Equal([(5, true, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), (6, false, new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero))], taken);
        Assert.Equal(["note", "more"], read.UnknownColumns);
        Assert.Equal(("fraud", 0), (read.LabelColumn, read.Unlabelled));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("perhaps")]
    [InlineData("0.5")]
    public void A_label_that_is_neither_0_nor_1_is_a_bad_field(string label) =>
        Assert.StartsWith(
            "in.csv:2: fraud: ", Assert.Throws<CsvException>(() => Read($"x,fraud\n1,{label}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_without_the_label_is_refused() =>
        Assert.Equal(["fraud"], Assert.Throws<MissingColumnsException>(() => Read("x\n1\n")).Columns);

    [Fact]
    public void A_file_without_the_time_column_is_refused() =>
        Assert.Equal(["at"], Assert.Throws<MissingColumnsException>(() => Read("x,fraud\n1,1\n", "at")).Columns);

    [Fact]
    public void A_bad_time_is_named_with_the_other_faults() =>
        Assert.Equal(
            $"in.csv:2: x: must be a number, but is 'a'{Environment.NewLine}"
            + "in.csv:2: fraud: must be 0, 1, true or false, but is 2; list other texts as positive or negative in the schema"
            + Environment.NewLine
            + "in.csv:2: at: must be a time such as 2026-01-31 23:59:59 or seconds since 1970, but is 'soon'",
            Assert.Throws<CsvException>(() => Read("x,fraud,at\na,2,soon\n", "at")).Message);

    [Fact]
    public void Rows_whose_outcome_is_not_known_are_left_out_and_counted()
    {
        var taken = new List<double>();
        var read = Read("x,fraud\n1,yes\n2,\nbad,NA\n3,unknown\n4,N\n", take: (values, _, _) => taken.Add(values[0]));

        Assert.Equal([1, 4], taken);
        Assert.Equal(3, read.Unlabelled);
    }

    [Fact]
    public void A_bad_label_is_an_error_however_many_other_fields_are_bad_and_not_an_unknown_outcome()
    {
        var schema = new TransactionSchema("many",
            [.. Enumerable.Range(0, 30).Select(i => new Field { Name = $"f{i}", Kind = FieldKind.Number })], label: "fraud");
        var header = string.Join(',', schema.Fields.Select(field => field.Name));
        using var rows = new CsvRows(new MemoryStream(
            Encoding.UTF8.GetBytes($"{header},fraud\n{string.Join(',', Enumerable.Repeat("a", 30))},2\n")), "in.csv");

        Assert.Throws<CsvException>(() => LabelledCsv.Read(rows, schema, null, RejectedRows.Stop(), (_, _, _) => { }));
    }

    [Theory]
    [InlineData("1e39", "1E+39")]
    [InlineData("-1e308", "-1E+308")]
    public void A_value_beyond_single_precision_is_not_learned_from(string cell, string shown) => Assert.Equal(
        $"in.csv:2: x: must be from -3.4028235E+38 to 3.4028235E+38 to be learned from, but is {shown}",
        Assert.Throws<CsvException>(() => Read($"x,fraud\n{cell},1\n")).Message);

    [Fact]
    public void A_models_own_verdict_is_not_taken_for_the_label()
    {
        var schema = new TransactionSchema("one", [new Field { Name = "x", Kind = FieldKind.Number }], label: "is_fraud");
        const string row = "0.9,1,HIGH,5";
        var refused = Assert.Throws<CsvException>(() => Labels($"fraud_probability,is_fraud,risk_level,x\n{row}\n"));
        var reviewed = Labels($"fraud_probability,is_fraud,risk_level,x,label\n{row},legitimate\n{row},\n{row},fraud\n");
        var scored = Labels("x,is_fraud,fraud_probability,is_fraud,risk_level\n5,0,0.9,1,HIGH\n");
        var input = Labels($"fraud_probability,is_fraud,risk_level,x\n{row}\n", new("own",
            [new Field { Name = "fraud_probability", Kind = FieldKind.Number }], label: "is_fraud"));

        Assert.StartsWith("in.csv:1: is_fraud is a model's own verdict here", refused.Message, StringComparison.Ordinal);
        Assert.Equal("label: False True", reviewed);
        Assert.Equal("is_fraud: False", scored);
        Assert.Equal("is_fraud: True", input);

        string Labels(string csv, TransactionSchema? own = null)
        {
            using var rows = new CsvRows(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "in.csv");
            var taken = new List<bool>();
            var read = LabelledCsv.Read(rows, own ?? schema, null, RejectedRows.Stop(), (_, isFraud, _) => taken.Add(isFraud));
            return $"{read.LabelColumn}: {string.Join(' ', taken)}";
        }
    }

    private static LabelledCsvResult Read(string csv, string? timeColumn = null, LabelledCsv.TakeRow? take = null)
    {
        using var rows = new CsvRows(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "in.csv");
        return LabelledCsv.Read(rows, Schema, timeColumn, RejectedRows.Stop(), take ?? ((_, _, _) => { }));
    }
}
