using System.Text;
using FraudWeb.Core.Batch;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Batch;

public class RejectedRowsTests
{
    [Fact]
    public void The_file_grows_with_the_rejected_rows_and_not_with_the_schema()
    {
        var schema = new TransactionSchema("many", [.. Enumerable.Range(0, 20).Select(i => new Field
        {
            Name = $"a field with a rather long name {i}",
            Kind = FieldKind.Category,
            Choices = [.. Enumerable.Range(0, 1_000).Select(choice => $"a choice with a long text of its own {choice}")],
        })]);
        using var aside = new MemoryStream();
        using var rows = new CsvRows(new MemoryStream(Encoding.UTF8.GetBytes(
            string.Join(',', schema.Fields.Select(field => field.Name)) + "\n"
            + string.Concat(Enumerable.Repeat(string.Join(',', Enumerable.Repeat("x", 20)) + "\n", 100)))), "in.csv");
        var csv = new TransactionCsv(rows, schema);
        var rejected = RejectedRows.SetAside(() => aside);
        while (rows.Read())
        {
            rejected.Take(rows, csv.Read(new double[20])!);
        }

        Assert.Equal((100, 100), (rejected.Count, rejected.Lines));
        Assert.InRange(aside.Length, 1, 100 * 2_500);
    }

    [Fact]
    public void Rows_that_an_open_quote_makes_one_are_counted_as_lines_too()
    {
        using var aside = new MemoryStream();
        using var rows = new CsvRows(new MemoryStream("x,note\n1,\"open\n2,b\n3,c\n"u8.ToArray()), "in.csv");
        var csv = new TransactionCsv(rows, new("one", [new Field { Name = "x", Kind = FieldKind.Number }]));
        var rejected = RejectedRows.SetAside(() => aside);

        Assert.True(rows.Read());
        rejected.Take(rows, csv.Read(new double[1])!);
        Assert.Equal((1, 3), (rejected.Count, rejected.Lines));
        Assert.True(RejectedRows.Wrote(aside.ToArray()));
        Assert.False(RejectedRows.Wrote("line;reason"u8));
    }
}
