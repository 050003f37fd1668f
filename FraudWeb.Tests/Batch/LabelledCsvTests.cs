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
        var unknown = Read("at,id,x,fraud,note,more\n2026-01-01,1,5,1,a,b\n2026-01-02,2,6,false,c,d\n", "at", (values, isFraud, time) =>
            taken.Add((values[0], isFraud, time)));

        Assert.Equal([(5, true, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), (6, false, new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero))], taken);
        Assert.Equal(["note", "more"], unknown);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("yes")]
    [InlineData("")]
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
            $"in.csv:2: x: must be a number, but is 'a'{Environment.NewLine}in.csv:2: fraud: is required{Environment.NewLine}"
            + "in.csv:2: at: must be a time such as 2026-01-31 23:59:59 or seconds since 1970, but is 'soon'",
            Assert.Throws<CsvException>(() => Read("x,fraud,at\na,,soon\n", "at")).Message);

    private static IReadOnlyList<string> Read(string csv, string? timeColumn = null, LabelledCsv.TakeRow? take = null)
    {
        using var rows = new CsvRows(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "in.csv");
        return LabelledCsv.Read(rows, Schema, timeColumn, RejectedRows.Stop(), take ?? ((_, _, _) => { }));
    }
}
