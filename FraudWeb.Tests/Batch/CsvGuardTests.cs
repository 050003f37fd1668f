using System.Buffers;
using System.Text;
using FraudWeb.Core.Batch;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Batch;

public class CsvGuardTests
{
    [Theory, Trait("Requirement", "UP2")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+A1", "\"'+A1\"")]
    [InlineData("-A1", "\"'-A1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\"\rx\"", "\"'\rx\"")]
    [InlineData("\0x", "\"'\0x\"")]
    [InlineData("\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("-Infinity", "\"'-Infinity\"")]
    public void A_cell_that_a_spreadsheet_would_run_gets_a_quote_mark(string cell, string written) => Assert.Equal(written, Written(cell));

    [Theory, Trait("Requirement", "UP2")]
    [InlineData("-5")]
    [InlineData("+1")]
    [InlineData("-0.50")]
    [InlineData("+1.5e-7")]
    [InlineData("5")]
    [InlineData("a=b")]
    [InlineData("'=1+1")]
    [InlineData("\"a, \"\"b\"\"\"")]
    [InlineData("\"quoted for no reason\"")]
    [InlineData("")]
    [InlineData(" padded ")]
    public void Numbers_and_harmless_texts_stay_byte_for_byte(string cell) => Assert.Equal(cell, Written(cell));

    [Fact, Trait("Requirement", "UP2")]
    public void Other_cells_of_the_row_stay_byte_for_byte() =>
        Assert.Equal("\"a\",\"'=x\",-1,\"b,c\"", Row("k,l,m,n", "\"a\",=x,-1,\"b,c\""));

    [Theory, Trait("Requirement", "UP2")]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a;=1+1", "\"a;=1+1\"")]
    [InlineData("a\t=1+1", "\"a\t=1+1\"")]
    [InlineData("-5", "-5")]
    [InlineData("+1.5e-7", "+1.5e-7")]
    [InlineData("-5+1", "\"'-5+1\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\0x", "\"'\0x\"")]
    [InlineData("@x", "\"'@x\"")]
    [InlineData("=x", "\"'=x\"")]
    public void Our_own_texts_are_quoted_when_they_have_to_be(string text, string written)
    {
        var output = new ArrayBufferWriter<byte>();
        CsvGuard.WriteCell(Encoding.UTF8.GetBytes(text), output);
        Assert.Equal(written, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    // Beyond the 4 KB in which a NUL gives a file away as no text.
    private static string Written(string cell) => Row("a,b", $"1,{cell}")[2..];

    private static string Row(string header, string row)
    {
        var padding = string.Concat(Enumerable.Repeat(string.Join(',', header.Split(',').Select(_ => "padding")) + "\n", 1_000));
        using var rows = new CsvRows(new MemoryStream(Encoding.UTF8.GetBytes($"{header}\n{padding}{row}\n")), "x.csv");
        for (var i = 0; i <= 1_000; i++)
        {
            Assert.True(rows.Read());
        }

        var output = new ArrayBufferWriter<byte>();
        CsvGuard.WriteRow(rows, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
