using System.Text;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Schema;

/// <summary>CSV as spreadsheets and other programs write it.</summary>
public class CsvFormatTests
{
    private static readonly TransactionSchema Schema = new("own",
    [
        new Field { Name = "amount", Kind = FieldKind.Number, Required = false },
        new Field { Name = "shop", Kind = FieldKind.Category, Choices = ["Bar", "NA", " x "], Required = false },
    ]);

    [Theory, Trait("Requirement", "IN4")]
    [InlineData("amount,shop\n1.5,Bar\n")]
    [InlineData("amount;shop\n1.5;Bar\n")]
    [InlineData("amount\tshop\n1.5\tBar\n")]
    [InlineData("amount|shop\n1.5|Bar\n")]
    [InlineData("\"amount\";\"shop, \"\"a\"\", b\";shop\n1.5;\"x;y\";Bar\n")]
    [InlineData("sep=;\namount;shop\n1.5;Bar\n")]
    [InlineData("\uFEFFsep=\t\r\namount\tshop\r\n1.5\tBar\r\n")]
    [InlineData("\"sep=|\"\namount|shop\n1.5|Bar\n")]
    [InlineData("sep=,\namount,shop\n1.5,Bar\n")]
    [InlineData("amount , shop\n1.5, Bar\n")]
    [InlineData(" amount,shop \n1.5,Bar\n")]
    [InlineData("amount,shop,,\n1.5,Bar,,\n")]
    [InlineData(",amount,shop\n0,1.5,Bar\n")]
    public void Separators_spaces_and_unnamed_columns_of_other_programs_are_read(string csv)
    {
        using var rows = Rows(csv);
        var values = new double[2];

        Assert.True(rows.Read());
        Assert.Null(new TransactionCsv(rows, Schema).Read(values));
        Assert.Equal([1.5, 0], values);
    }

    [Fact]
    public void A_hint_of_the_separator_counts_as_a_line()
    {
        using var rows = Rows("sep=;\namount;shop\na;Bar\n");
        Assert.True(rows.Read());

        Assert.Equal("x.csv:3: amount: must be a number, but is 'a'",
            rows.Describe(new TransactionCsv(rows, Schema).Read(new double[2])!));
    }

    [Fact]
    public void A_name_that_stands_twice_after_trimming_is_refused() =>
        Assert.Equal("x.csv:1: names the column 'a' twice", Assert.Throws<CsvException>(() => Rows("a, a\n")).Message);

    [Theory]
    [InlineData("amount;shop\n12,50;Bar\n", "must be a number, but is '12,50'; write numbers with a decimal point")]
    [InlineData("amount,shop\n\"12,50\",Bar\n", "must be a number, but is '12,50'")]
    public void A_decimal_comma_is_told_where_commas_are_no_separators(string csv, string why) =>
        Assert.Equal([why], Errors(csv).Of("amount"));

    [Fact, Trait("Requirement", "IN4")]
    public void A_cell_that_is_not_UTF8_is_refused_with_its_column_and_what_to_do()
    {
        using var rows = Rows([.. "amount,shop\n1,Bar\n2,Caf"u8, 0xE9, .. "\n3,Bar\n"u8]);
        var csv = new TransactionCsv(rows, Schema);

        Assert.True(rows.Read());
        Assert.Null(csv.Read(new double[2]));
        Assert.True(rows.Read());
        var told = rows.Describe(csv.Read(new double[2])!);
        Assert.StartsWith("x.csv:3: row: is not UTF-8 in the column shop; save the file as UTF-8 (iconv", told, StringComparison.Ordinal);
        Assert.True(rows.Read());
        Assert.Null(csv.Read(new double[2]));
    }

    [Fact]
    public void A_quote_left_open_is_told_with_the_lines_that_it_takes_along()
    {
        using var rows = Rows("amount,shop\n1,Bar\n2,\"Bar\n3,Bar\n4,Bar\n");

        Assert.True(rows.Read());
        Assert.True(rows.Read());
        Assert.Equal("has a quote that is never closed; an open quote makes lines 3 to 5 one row", rows.Fault);
    }

    [Fact]
    public void A_quote_that_another_row_closes_is_told_with_its_lines_too()
    {
        using var rows = Rows("amount,shop\n2,\"Bar\n3,Bar\n4,\"Bar\"\n5,Bar\n");

        Assert.True(rows.Read());
        Assert.EndsWith("; an open quote makes lines 2 to 4 one row", rows.Fault, StringComparison.Ordinal);
        Assert.True(rows.Read());
        Assert.Null(rows.Fault);
    }

    [Fact]
    public void A_space_before_a_quote_is_told() =>
        Assert.EndsWith(", without a space before the first", Errors("amount,shop\n1, \"Bar\"\n").Of(TransactionCsv.Row)[0],
            StringComparison.Ordinal);

    [Theory]
    [InlineData("NA")]
    [InlineData("N/A")]
    [InlineData("#N/A")]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData(@"\N")]
    [InlineData(" None ")]
    [InlineData("")]
    public void A_marker_of_a_missing_number_is_a_missing_value(string cell)
    {
        var values = new double[2];
        using var rows = Rows($"amount,shop\n{cell},Bar\n");

        Assert.True(rows.Read());
        Assert.Null(new TransactionCsv(rows, Schema).Read(values));
        Assert.True(double.IsNaN(values[0]));
    }

    [Fact]
    public void A_marker_is_the_default_of_a_field_that_has_one_and_an_error_of_a_required_one()
    {
        var schema = new TransactionSchema("own",
            [new Field { Name = "a", Kind = FieldKind.Integer, Default = 7 }, new Field { Name = "b", Kind = FieldKind.Flag }]);
        var values = new double[2];
        using var rows = Rows("a,b\nNA,NULL\n");

        Assert.True(rows.Read());
        var errors = new TransactionCsv(rows, schema).Read(values)!;
        Assert.Equal(7, values[0]);
        Assert.Equal("b: must be 0, 1, true or false, but is 'NULL'; it is read as a missing value if the field is not required",
            errors.ToString());
    }

    [Fact]
    public void A_category_may_have_a_choice_that_is_a_marker_elsewhere_or_has_outer_spaces()
    {
        var values = new double[2];
        using var rows = Rows("shop\nNA\n x \nBar \n");
        var csv = new TransactionCsv(rows, Schema);

        foreach (var expected in new[] { 1, 2, 0 })
        {
            Assert.True(rows.Read());
            Assert.Null(csv.Read(values));
            Assert.Equal(expected, values[1]);
        }
    }

    [Theory]
    [InlineData("9007199254740993", false)]
    [InlineData("9223372036854775000", false)]
    [InlineData("9007199254740992", true)]
    [InlineData("9007199254740994", true)]
    [InlineData("1e300", true)]
    public void A_whole_number_whose_digits_would_be_lost_is_refused(string digits, bool isTaken)
    {
        var field = new Field { Name = "n", Kind = FieldKind.Integer };
        FieldValue.Read(field, digits, out var fromText);
        FieldValue.Read(field with { Kind = FieldKind.Number }, digits, out var asNumber);
        var (transaction, errors) = Cards.Read(Encoding.ASCII.GetBytes($"{{\"n\": {digits}}}"), new("one", [field]));

        Assert.Null(asNumber);
        Assert.Equal((isTaken, isTaken), (fromText is null, transaction is not null));
        Assert.Equal(fromText ?? "", string.Join("", errors.Of("n")));
    }

    [Fact]
    public void A_bad_row_names_ten_errors_and_ten_choices_and_counts_the_others()
    {
        var schema = new TransactionSchema("many", [.. Enumerable.Range(0, 30).Select(i => new Field
        {
            Name = $"f{i}",
            Kind = FieldKind.Category,
            Choices = [.. Enumerable.Range(0, 1_000).Select(choice => $"choice {choice}")],
        })]);
        using var rows = Rows(
            $"{string.Join(',', schema.Fields.Select(field => field.Name))}\n{string.Join(',', Enumerable.Repeat("x", 30))}\n");
        Assert.True(rows.Read());
        var lines = rows.Describe(new TransactionCsv(rows, schema).Read(new double[30])!).Split(Environment.NewLine);

        Assert.Equal((11, "x.csv:2: and 20 more errors"), (lines.Length, lines[^1]));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 250));
    }

    private static FieldErrors Errors(string csv)
    {
        using var rows = Rows(csv);
        Assert.True(rows.Read());
        return new TransactionCsv(rows, Schema).Read(new double[2])!;
    }

    private static CsvRows Rows(string csv) => Rows(Encoding.UTF8.GetBytes(csv));

    private static CsvRows Rows(byte[] csv) => new(new MemoryStream(csv), "x.csv");
}
