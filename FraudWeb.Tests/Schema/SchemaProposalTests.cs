using System.Text;
using FraudWeb.Core.Batch;
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
        var (schema, leftOut, _) = Propose(Csv);

        Assert.Equal(("own", "transaction_id", "is_fraud", "when"), (schema.Name, schema.Id, schema.Label, schema.Timestamp));
        Assert.Equal(
            [("price", FieldKind.Number, true), ("count", FieldKind.Integer, false), ("online", FieldKind.Flag, true),
                ("shop", FieldKind.Category, true)],
            schema.Fields.Select(one => (one.Name, one.Kind, one.Required)));
        Assert.Equal(["north", "south"], schema.Fields[3].Choices.AsEnumerable());
        Assert.Equal(
            [new("customer_id", "are ids"), new LeftOutColumn("note", "are empty in every row")], leftOut);
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
    public void The_label_can_be_named() => Assert.Equal("online", Propose(Csv, new() { Label = "online" }).Schema.Label);

    [Theory]
    [InlineData("a,b\n1,2\n", null, "name it with --label")]
    [InlineData("a,is_fraud\n1,2\n3,1\n", null, "has values other than 0 and 1, or none: 1, 2; name the one that means fraud")]
    [InlineData("a,is_fraud\n", null, "has values other than 0 and 1, or none; name another column with --label")]
    [InlineData("230425980,1,0.503,-0.18,2.5\n", null, "x.csv:1: has numbers in place of the columns' names")]
    [InlineData("is_fraud\n1\n", null, "no column that could be an input")]
    [InlineData("a,is_fraud\n1\n", null, "x.csv:2: row: has 1 cell")]
    [InlineData(Csv, "fraud", "has no column fraud")]
    public void What_can_not_be_guessed_is_told(string csv, string? label, string told) =>
        Assert.Contains(told, Assert.Throws<CsvException>(() => Propose(csv, new() { Label = label })).Message, StringComparison.Ordinal);

    [Fact]
    public void Doubles_are_no_card_numbers_whatever_their_digits()
    {
        var proposal = Propose("v1,v2,is_fraud\n0.4111111111111111,1e+05,0\n-1.4242424242424242,4.24242424242424242e2,1\n");

        Assert.Equal(["v1", "v2"], proposal.Schema.Fields.Select(field => field.Name));
        Assert.Empty(proposal.LeftOut);
    }

    [Theory]
    [InlineData("4242424242424242")]
    [InlineData("4242424242424242.0")]
    [InlineData("4.242424242424242E+15")]
    public void Whole_card_numbers_are_left_out_however_they_are_written(string cell) =>
        Assert.Equal(
            [new("pan", "contain card numbers (line 3 looks like one)")], Propose($"pan,a,is_fraud\n1.5,1,0\n{cell},2,1\n").LeftOut);

    [Fact]
    public void An_index_without_a_name_and_trailing_separators_are_left_out_with_a_word()
    {
        var proposal = Propose(",Unnamed: 0,a,is_fraud,,\n0,0,1.5,0,,\n1,1,2.5,1,,\n");

        Assert.Equal(["a"], proposal.Schema.Fields.Select(field => field.Name));
        Assert.Equal(["", "Unnamed: 0", "", ""], proposal.LeftOut.Select(column => column.Name));
        Assert.All(proposal.LeftOut, column => Assert.StartsWith("have no name", column.Why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NA")]
    [InlineData("NULL")]
    [InlineData("NaN")]
    [InlineData(@"\N")]
    [InlineData("")]
    public void A_number_with_markers_of_missing_values_is_an_optional_number(string marker)
    {
        var proposal = Propose($"age,a,is_fraud\n{marker},1.5,0\n30,2.5,1\n");

        Assert.Equal(("age", FieldKind.Number, false), Kinds(proposal)[0]);
        Assert.Equal(marker.Length > 0, proposal.Notes.Contains("age: NA, NULL and the like are read as missing values."));
    }

    [Fact]
    public void NA_is_a_country_in_a_column_of_texts() =>
        Assert.Equal(["DE", "NA"], Propose("country,is_fraud\nNA,0\nDE,1\n").Schema.Fields[0].Choices.AsEnumerable());

    [Fact]
    public void Kinds_hold_for_values_that_come_tomorrow()
    {
        var proposal = Propose(
            "refund,chargebacks,amount,is_recurring,email_is_free,hour,is_fraud\n0.00,1,10,0,1,3,0\n0.00,0,12,0,0,4,1\n");

        Assert.Equal(
            [("refund", FieldKind.Number, true), ("chargebacks", FieldKind.Number, true), ("amount", FieldKind.Number, true),
                ("is_recurring", FieldKind.Flag, true), ("email_is_free", FieldKind.Flag, true), ("hour", FieldKind.Integer, true)],
            Kinds(proposal));
        Assert.All(proposal.Schema.Fields, field => Assert.Null(field.Min ?? field.Max));
        Assert.Contains(
            "refund, chargebacks: 0 and 1 only so far, proposed as numbers: change kind to flag if there is nothing else.",
            proposal.Notes);
    }

    [Theory]
    [InlineData("shop {0}", "have more than 100 different texts; --max-choices raises the limit")]
    [InlineData("\"{0},000\"", "contain numbers, but also texts that are none (line 2: '0,000'); write numbers with a decimal point, "
        + "without thousands separators and currency")]
    [InlineData("${0}.50", "contain numbers, but also texts that are none (line 2: '$0.50'); write numbers with a decimal point, "
        + "without thousands separators and currency")]
    [InlineData("", "are empty in every row")]
    [InlineData("NULL", "are empty in every row")]
    [InlineData("1e39", "contain numbers that are too large to be learned from (line 2: 1e39)")]
    public void A_column_that_is_left_out_has_its_reason(string cell, string why)
    {
        var rows = Enumerable.Range(0, 120).Select(i => $"{cell.Replace("{0}", $"{i}", StringComparison.Ordinal)},{i}.5,{i % 2}\n");

        Assert.Equal([new("column", why)], Propose($"column,a,is_fraud\n{string.Concat(rows)}").LeftOut);
    }

    [Fact]
    public void A_number_with_a_few_bad_cells_is_no_category()
    {
        var rows = Enumerable.Range(0, 40).Select(i => $"{(i == 7 ? "?" : i)},{i}.5,{i % 2}\n");

        Assert.StartsWith("contain numbers, but also texts that are none (line 9: '?')",
            Assert.Single(Propose($"column,a,is_fraud\n{string.Concat(rows)}").LeftOut).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_no_schema_may_have_is_left_out() => Assert.Equal(
        "have names that are longer than 100 characters or contain control characters; rename them",
        Assert.Single(Propose($"{new string('n', 101)},a,is_fraud\n1,1.5,0\n2,2.5,1\n").LeftOut).Why);

    [Fact]
    public void More_choices_are_kept_if_asked_for()
    {
        var csv = "shop,a,is_fraud\n" + string.Concat(Enumerable.Range(0, 150).Select(i => $"shop {i},{i}.5,{i % 2}\n"));

        Assert.Equal(["a"], Propose(csv).Schema.Fields.Select(field => field.Name));
        Assert.Equal(150, Propose(csv, new() { MaxChoices = 150 }).Schema.Fields[0].Choices.Length);
    }

    [Fact]
    public void Fields_beyond_the_limit_of_a_schema_are_left_out()
    {
        var names = Enumerable.Range(0, 2_010).Select(i => $"v{i}").ToList();
        var cells = string.Join(',', names.Select(_ => "1.5"));
        var proposal = Propose($"{string.Join(',', names)},is_fraud\n{cells},0\n{cells},1\n");

        Assert.Equal((2_000, 10), (proposal.Schema.Fields.Length, proposal.LeftOut.Count));
        Assert.Equal("v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18, v19 and 1990 more",
            SchemaProposal.Names(names.Take(2_010)));
    }

    // What is proposed for random files of such cells can be read from the same file, as training reads it.
    [Fact]
    public void Whatever_is_proposed_reads_the_same_file()
    {
        string[] cells =
        [
            "", "NA", "0", "1", "1.0", "-5", "0.5", "1e5", "true", "False", "Y", "x", " y ", "2024-01-01", "2024-01-01 10:00:00+00",
            "1/2/2024", "1704067201000", "4242424242424242", "0.4242424242424242", "12,5", "1e39", "Ünï", "=1", "20240131235959",
        ];
        string[] names = ["a", "is_new", "count", "booked_at", "dob", "customer_id", "transaction_id", "", "Unnamed: 0", "amount"];
        var random = new Random(10);
        for (var i = 0; i < 2_000; i++)
        {
            var columns = names.OrderBy(_ => random.Next()).Take(random.Next(2, 8)).ToList();
            var palettes = columns.Select(_ => random.GetItems(cells, random.Next(1, 3))).ToList();
            var rows = Enumerable.Range(0, random.Next(2, 12)).Select(row => string.Join(',',
                palettes.Select(palette => $"\"{palette[random.Next(palette.Length)]}\"")) + $",{row % 2},1.5\n");
            var csv = $"{string.Join(',', columns)},is_fraud,rate\n{string.Concat(rows)}";
            AssertReads(csv, Propose(csv).Schema);
        }
    }

    private static void AssertReads(string csv, TransactionSchema schema)
    {
        using var rows = Rows(csv);
        LabelledCsv.Read(
            rows, SchemaJson.Parse(Encoding.UTF8.GetBytes(schema.Json)), schema.Timestamp, RejectedRows.Stop(), (_, _, _) => { });
    }

    private static List<(string, FieldKind, bool)> Kinds(SchemaProposal proposal) =>
        [.. proposal.Schema.Fields.Select(field => (field.Name, field.Kind, field.Required))];

    private static SchemaProposal Propose(string csv, ProposalOptions? options = null)
    {
        using var rows = Rows(csv);
        return SchemaProposal.Of(rows, "own", options);
    }

    private static CsvRows Rows(string csv) => new(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "x.csv");
}
