using System.Globalization;
using System.IO.Compression;
using System.Text;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Schema;

public class TransactionCsvTests
{
    [Fact]
    public void A_row_becomes_its_values_in_the_schemas_order_whatever_the_order_of_columns()
    {
        var columns = Cards.Header.Split(',').Reverse().Prepend("note");
        var row = Cards.Row.Split(',').Reverse().Prepend("hello");

        Assert.Equal([Cards.Values], Good($"{string.Join(',', columns)}\n{string.Join(',', row)}\n"));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\n\n")]
    public void Line_ends_of_either_kind_and_empty_lines_are_taken(string newLine) =>
        Assert.Equal([Cards.Values, Cards.Values], Good(string.Join(newLine, Cards.Header, Cards.Row, Cards.Row)));

    [Fact]
    public void A_byte_order_mark_is_taken() => Assert.Single(Good("\uFEFF" + Cards.Header + "\n" + Cards.Row));

    [Fact]
    public void Gzip_is_unpacked_whatever_the_file_is_called()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Cards.Header + "\n" + Cards.Row));
        }

        Assert.Equal([Cards.Values], Good(packed.ToArray()));
        foreach (var missing in new[] { 1, 8, 12, 40 })
        {
            var cut = packed.ToArray()[..^missing];
            Assert.Contains("damaged gzip", Assert.Throws<CsvException>(() => Good(cut)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Quoted_cells_may_hold_commas_quotes_and_line_breaks()
    {
        using var rows = Rows("a,b\n\"x, \"\"y\"\"\nz\",1\n2,3\n");

        Assert.True(rows.Read());
        Assert.Equal((2, "x, \"y\"\nz"), (rows.Line, Encoding.UTF8.GetString(rows.Cell(0))));
        Assert.Null(rows.Fault);
        Assert.True(rows.Read());
        Assert.Equal(4, rows.Line);
        Assert.False(rows.Read());
    }

    [Theory]
    [InlineData("", "x.csv:1: is empty")]
    [InlineData("\uFEFF", "x.csv:1: is empty")]
    [InlineData("a,b,a\n", "x.csv:1: names the column 'a' twice")]
    [InlineData("a\"b,c\n", "x.csv:1: the header is not well-formed CSV")]
    [InlineData("a,b\n1,\0\n", "x.csv:1: is not text")]
    [InlineData("PK\u0003\u0004....", "x.csv:1: is a zip archive")]
    public void What_is_no_CSV_file_is_refused_in_words(string text, string told) =>
        Assert.StartsWith(told, Assert.Throws<CsvException>(() => Rows(text)).Message, StringComparison.Ordinal);

    [Fact, Trait("Requirement", "IN4")]
    public void Other_encodings_are_refused_in_words()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            Assert.Contains("UTF-16", Assert.Throws<CsvException>(
                () => Rows([.. encoding.Preamble, .. encoding.GetBytes("a,b\n1,2\n")])).Message, StringComparison.Ordinal);
            Assert.Contains(
                "UTF-8", Assert.Throws<CsvException>(() => Rows(encoding.GetBytes("a,b\n1,2\n"))).Message, StringComparison.Ordinal);
        }

        Assert.Contains(
            "UTF-8", Assert.Throws<CsvException>(() => Rows([.. "Stra"u8, 0xDF, .. "e,b\n1,2\n"u8])).Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "IN12")]
    public void Random_bytes_are_refused_and_never_throw_anything_else()
    {
        var random = new Random(15);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = new byte[random.Next(500)];
            random.NextBytes(bytes);
            Assert.ThrowsAny<CsvException>(() => Good([.. i % 2 == 0 ? [] : (byte[])[0x1F, 0x8B], .. bytes]));
        }
    }

    [Fact]
    public void All_missing_columns_are_named_at_once()
    {
        var thrown = Assert.Throws<MissingColumnsException>(() => Good("amount,Merchant_Category,cardholder_age\n1,Food,40\n"));

        Assert.Equal(["transaction_hour", "merchant_category", "foreign_transaction", "location_mismatch", "device_trust_score",
            "velocity_last_24h"], thrown.Columns);
        Assert.Contains("it has amount, Merchant_Category, cardholder_age", thrown.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "IN2")]
    public void All_bad_fields_of_a_row_are_named_with_file_and_line()
    {
        using var rows = Rows($"{Cards.Header}\n{Cards.Row}\n-1,24,Casino,2,yes,,1.5,seventeen\n");
        var csv = new TransactionCsv(rows, TransactionSchema.Default);
        rows.Read();
        rows.Read();

        Assert.Equal(
            """
            x.csv:3: amount: must be at least 0, but is -1
            x.csv:3: transaction_hour: must be at most 23, but is 24
            x.csv:3: merchant_category: must be one of Clothing, Electronics, Food, Grocery, Travel, but is 'Casino'
            x.csv:3: foreign_transaction: must be 0, 1, true or false, but is 2
            x.csv:3: location_mismatch: must be 0, 1, true or false, but is 'yes'
            x.csv:3: device_trust_score: is required
            x.csv:3: velocity_last_24h: must be a whole number, but is 1.5
            x.csv:3: cardholder_age: must be a whole number from 18 to 120, but is 'seventeen'
            """,
            rows.Describe(csv.Read(new double[8])!));
    }

    [Theory]
    [InlineData("1,2,3", "has 3 cells, but the header names 8 columns")]
    [InlineData("1", "has 1 cell, but the header names 8 columns")]
    [InlineData(Cards.Row + ",9", "has 9 cells, but the header names 8 columns")]
    [InlineData("2\"50,14,Electronics,0,true,75,3,41", "has a quote inside a cell")]
    [InlineData("\"250\"0,14,Electronics,0,true,75,3,41", "has text after a cell's closing quote")]
    [InlineData("\"250,14,Electronics,0,true,75,3,41", "has a quote that is never closed")]
    public void A_row_that_is_no_row_is_refused_as_a_whole(string row, string told)
    {
        using var rows = Rows($"{Cards.Header}\n{row}\n");
        var csv = new TransactionCsv(rows, TransactionSchema.Default);
        rows.Read();

        var errors = csv.Read(new double[8]);
        Assert.StartsWith(told, Assert.Single(errors!.Of(TransactionCsv.Row)), StringComparison.Ordinal);
        Assert.Single(errors.ByField);
    }

    [Fact]
    public void A_bad_row_does_not_spoil_the_next_one() =>
        Assert.Equal(2,
            Read($"{Cards.Header}\n{Cards.Row}\n2\"50,14,Electronics,0,true,75,3,41\n1,2\n{Cards.Row}\n").Count(errors => errors is null));

    [Fact]
    public void A_row_of_over_a_megabyte_is_refused_with_its_line()
    {
        var thrown = Assert.Throws<CsvException>(() => Good($"{Cards.Header}\n{Cards.Row}\n\"{new string('x', 3 << 20)}\n"));

        Assert.StartsWith("x.csv:3: is longer than 1 MB", thrown.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Requirement", "IN11")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_culture_does_not_matter(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Assert.Equal([Cards.Values], Good($"{Cards.Header}\n{Cards.Row.Replace("true", "TRUE", StringComparison.Ordinal)}"));
            Assert.Equal(
                ["must be a number of at least 0, but is '2,5'"], Read($"{Cards.Header}\n\"2,5\"{Cards.Row[5..]}").Single()!.Of("amount"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact, Trait("Requirement", "IN11")]
    public void The_same_digits_give_the_same_bits_as_in_JSON()
    {
        var random = new Random(16);
        var schema = new TransactionSchema("one", [new Field { Name = "x", Kind = FieldKind.Number }]);
        for (var i = 0; i < 20_000; i++)
        {
            var digits = Digits(random);
            using var rows = Rows($"x\n{digits}\n");
            rows.Read();
            var fromCsv = new double[1];
            var errors = new TransactionCsv(rows, schema).Read(fromCsv);

            // By chance some look like card numbers, here as there.
            var (fromJson, jsonErrors) = Cards.Read(Encoding.ASCII.GetBytes($"{{\"x\": {digits}}}"), schema);
            Assert.Equal(errors?.ToString() ?? "", jsonErrors.ToString());
            Assert.Equal(BitConverter.DoubleToInt64Bits(fromJson?.Values[0] ?? double.NaN), BitConverter.DoubleToInt64Bits(fromCsv[0]));
        }
    }

    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    [InlineData("2018-06-13 00:01:02", "2018-06-13T00:01:02Z")]
    [InlineData("2018-06-13T00:01:02.125+02:00", "2018-06-12T22:01:02.125Z")]
    [InlineData(" 1528848062 ", "2018-06-13T00:01:02Z")]
    public void Times_are_read(string cell, string expected)
    {
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), CsvTime.Read(Encoding.UTF8.GetBytes(cell), out var why));
        Assert.Null(why);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("01/02/2026")]
    [InlineData("2026-02-30")]
    [InlineData("-1")]
    [InlineData("1e300")]
    public void What_is_no_time_is_refused(string cell)
    {
        CsvTime.Read(Encoding.UTF8.GetBytes(cell), out var why);
        Assert.NotNull(why);
    }

    private static string Digits(Random random)
    {
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => random.Next(10)));
        var whole = $"{random.Next(1, 10)}{digits}";
        return (random.Next(2) == 0 ? "-" : "") + (random.Next(3) == 0 ? whole : $"{whole[..random.Next(1, whole.Length)]}.{digits}")
            + (random.Next(2) == 0 ? $"e{random.Next(-340, 280)}" : "");
    }

    private static List<double[]> Good(string text) => Good(Encoding.UTF8.GetBytes(text));

    private static List<double[]> Good(byte[] bytes)
    {
        using var rows = Rows(bytes);
        var csv = new TransactionCsv(rows, TransactionSchema.Default);
        var all = new List<double[]>();
        while (rows.Read())
        {
            var values = new double[8];
            Assert.Null(csv.Read(values));
            all.Add(values);
        }

        return all;
    }

    private static List<FieldErrors?> Read(string text)
    {
        using var rows = Rows(text);
        var csv = new TransactionCsv(rows, TransactionSchema.Default);
        var all = new List<FieldErrors?>();
        while (rows.Read())
        {
            all.Add(csv.Read(new double[8]));
        }

        return all;
    }

    private static CsvRows Rows(string text) => Rows(Encoding.UTF8.GetBytes(text));

    private static CsvRows Rows(byte[] bytes) => new(new MemoryStream(bytes), "x.csv");
}
