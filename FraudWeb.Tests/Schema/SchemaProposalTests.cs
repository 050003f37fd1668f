using System.Text;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Schema;

public class SchemaProposalTests
{
    private const string Csv =
        """
        transaction_id,when,customer_id,price,count,online,shop,note,is_fraud
        1,2026-01-01 10:00:00,7,1.5,3,true,north,,0
        2,2026-01-02 11:00:00,8,2,4,false,south,,1
        3,2026-01-03 12:00:00,9,3,,true,north,,0
        """;

    [Fact]
    public void Kinds_are_guessed_from_the_values()
    {
        var (schema, leftOut) = Propose(Csv);

        Assert.Equal(("own", "transaction_id", "is_fraud", "when"), (schema.Name, schema.Id, schema.Label, schema.Timestamp));
        Assert.Equal(
            [("price", FieldKind.Number, true), ("count", FieldKind.Integer, false), ("online", FieldKind.Flag, true),
                ("shop", FieldKind.Category, true)],
            schema.Fields.Select(one => (one.Name, one.Kind, one.Required)));
        Assert.Equal(["north", "south"], schema.Fields[3].Choices.AsEnumerable());
        Assert.Equal(["customer_id", "note"], leftOut);
    }

    [Fact]
    public void A_proposal_is_a_schema_file_that_reads_its_own_rows()
    {
        var schema = SchemaJson.Parse(Encoding.UTF8.GetBytes(Propose(Csv).Schema.Json));
        using var rows = Rows(Csv);
        var csv = new TransactionCsv(rows, schema, labelled: true);

        Assert.True(rows.Read());
        Assert.Null(csv.Read(new double[schema.Fields.Length], out _));
    }

    [Fact]
    public void The_label_can_be_named() => Assert.Equal("online", Propose(Csv, "online").Schema.Label);

    [Theory]
    [InlineData("a,b\n1,2\n", null, "name it with --label")]
    [InlineData("a,is_fraud\n1,2\n", null, "has values other than 0 and 1")]
    [InlineData("a,is_fraud\n", null, "has values other than 0 and 1, or none")]
    [InlineData("is_fraud\n1\n", null, "no column that could be an input")]
    [InlineData("a,is_fraud\n1\n", null, "x.csv:2: row: has 1 cell")]
    [InlineData(Csv, "fraud", "has no column fraud")]
    public void What_can_not_be_guessed_is_told(string csv, string? label, string told) =>
        Assert.Contains(told, Assert.Throws<CsvException>(() => Propose(csv, label)).Message, StringComparison.Ordinal);

    private static SchemaProposal Propose(string csv, string? label = null)
    {
        using var rows = Rows(csv);
        return SchemaProposal.Of(rows, "own", label);
    }

    private static CsvRows Rows(string csv) => new(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "x.csv");
}
