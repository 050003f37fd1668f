using System.Globalization;
using System.Text;
using FraudWeb.Core.Batch;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Tests.Models;

namespace FraudWeb.Tests.Batch;

public class CsvScoringTests
{
    private static readonly TransactionSchema Schema = new(
        "two", [new Field { Name = "x", Kind = FieldKind.Number }, new Field { Name = "y", Kind = FieldKind.Number, Required = false }],
            label: "is_fraud");

    private static readonly Decider FirstField = new(FirstFieldModel.Of(Schema), new Policy());

    [Fact]
    public async Task Every_row_gets_probability_verdict_and_level_in_input_order()
    {
        var scored = await ScoreAsync("note,x\nfirst,-5\nsecond,0\nthird,5\n");

        Assert.Equal(
            $"""
            note,x,fraud_probability,is_fraud,risk_level
            first,-5,{Digits(-5)},0,LOW
            second,0,0.5,1,MEDIUM
            third,5,{Digits(5)},1,HIGH

            """, scored);
    }

    [Fact, Trait("Requirement", "UP2")]
    public async Task Columns_pass_through_byte_for_byte_and_formulas_are_disarmed() =>
        Assert.Equal(
            "\"no te\",x,fraud_probability,is_fraud,risk_level\n\"a \"\"b\"\"\n c\",0.0,0.5,1,MEDIUM\n\"'=1+1\",+0,0.5,1,MEDIUM\n",
            await ScoreAsync("\"no te\",x\r\n\"a \"\"b\"\"\n c\",0.0\r\n=1+1,+0\r\n"));

    [Fact]
    public async Task A_label_column_passes_through_beside_the_verdict() =>
        Assert.Equal("x,is_fraud,fraud_probability,is_fraud,risk_level\n0,0,0.5,1,MEDIUM\n", await ScoreAsync("x,is_fraud\n0,0\n"));

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task The_output_has_the_separator_of_the_input(char separator)
    {
        var scored = await ScoreAsync("note,x\n=1,0\n".Replace(',', separator), explain: 1);

        Assert.Equal("note,x,fraud_probability,is_fraud,risk_level,reason_1,contribution_1\n\"'=1\",0,0.5,1,MEDIUM,x,0\n"
            .Replace(',', separator), scored);
    }

    [Fact]
    public async Task A_file_that_is_scored_already_is_refused() =>
        Assert.Contains("already has a column fraud_probability",
            (await Assert.ThrowsAsync<CsvException>(() => ScoreAsync("x,fraud_probability\n0,0\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_file_without_rows_gives_the_header() =>
        Assert.Equal("x,fraud_probability,is_fraud,risk_level\n", await ScoreAsync("x\n"));

    [Fact]
    public async Task Reasons_come_strongest_first_and_never_more_than_there_are_fields() =>
        Assert.Equal(
            "x,y,fraud_probability,is_fraud,risk_level,reason_1,contribution_1,reason_2,contribution_2\n0,1,0.5,1,MEDIUM,x,0,y,0\n",
            await ScoreAsync("x,y\n0,1\n", explain: 9));

    [Theory]
    [InlineData(0, "a,b,fraud_probability,is_fraud,risk_level\n1e30,1e30,,0,MEDIUM\n1,1,0.5,1,MEDIUM\n")]
    [InlineData(1, "a,b,fraud_probability,is_fraud,risk_level,reason_1,contribution_1\n1e30,1e30,,0,MEDIUM,,\n1,1,0.5,1,MEDIUM,a,1E+300\n")]
    public async Task A_row_that_the_model_fails_on_has_no_probability_and_is_counted(int explain, string expected)
    {
        using var rows = new CsvRows(new MemoryStream("a,b\n1e30,1e30\n1,1\n"u8.ToArray()), "in.csv");
        using var output = new MemoryStream();
        var scoring = new CsvScoring(new Decider(MadeModels.Failing(), new Policy()), explain);
        var result = await scoring.RunAsync(rows, output, RejectedRows.Stop());

        Assert.Equal(expected, Encoding.UTF8.GetString(output.ToArray()));
        Assert.Equal(new CsvScoringResult(Rows: 2, Frauds: 1, Rejected: 0, Failed: 1), result);
    }

    [Fact]
    public async Task Many_rows_keep_their_order_and_their_bits()
    {
        const int count = 50_000;
        var random = new Random(17);
        var numbers = Enumerable.Range(0, count).Select(_ => random.NextDouble() * 20 - 10).ToArray();
        var scored = await ScoreAsync("x\n" + string.Concat(numbers.Select(x => x.ToString("R", CultureInfo.InvariantCulture) + "\n")));

        var lines = scored.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(count, lines.Length);
        Assert.All(lines.Zip(numbers), pair =>
        {
            var cells = pair.First.Split(',');
            Assert.Equal(pair.Second.ToString("R", CultureInfo.InvariantCulture), cells[0]);
            Assert.Equal(BitConverter.DoubleToInt64Bits(Probability(pair.Second)),
                BitConverter.DoubleToInt64Bits(double.Parse(cells[1], CultureInfo.InvariantCulture)));
        });
    }

    [Fact]
    public async Task Long_rows_are_no_trouble()
    {
        var padding = new string('x', 200_000);
        var scored = await ScoreAsync("note,x\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{padding},{i}\n")));

        Assert.Equal(61, scored.Count(letter => letter == '\n'));
    }

    [Fact, Trait("Requirement", "IN10")]
    public async Task The_first_bad_row_stops_with_its_place_and_all_its_faults()
    {
        var thrown = await Assert.ThrowsAsync<CsvException>(() => ScoreAsync("x,y\n1,2\nNaN,two\n3,4\n"));

        Assert.Equal(
            $"in.csv:3: x: must be a number, but is NaN{Environment.NewLine}in.csv:3: y: must be a number, but is 'two'", thrown.Message);
    }

    [Fact, Trait("Requirement", "IN10")]
    public async Task Bad_rows_are_set_aside_with_the_reason_and_the_rest_is_scored()
    {
        using var aside = new MemoryStream();
        var scored = await ScoreAsync("x,note\n0,a\nNaN,=b\n1\n2\"3,c\n0,d\n", RejectedRows.SetAside(() => aside));

        Assert.Equal("x,note,fraud_probability,is_fraud,risk_level\n0,a,0.5,1,MEDIUM\n0,d,0.5,1,MEDIUM\n", scored);
        Assert.Equal(
            """
            line,reason,x,note
            3,"x: must be a number, but is NaN",NaN,"'=b"
            4,"row: has 1 cell, but the header names 2 columns",1
            5,"row: has a quote inside a cell that does not begin with one; quote the whole cell and double the quotes in it","2""3",c

            """, Encoding.UTF8.GetString(aside.ToArray()));
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var cancel = new CancellationTokenSource();
        var endless = new EndlessRows("x\n", "1\n", () => cancel.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new CsvScoring(FirstField)
                .RunAsync(new CsvRows(endless, "in.csv"), Stream.Null, RejectedRows.Stop(), cancellationToken: cancel.Token));
    }

    [Fact]
    public async Task A_disk_that_is_full_is_what_the_caller_hears_of()
    {
        var thrown = await Assert.ThrowsAsync<IOException>(() => new CsvScoring(FirstField)
            .RunAsync(new CsvRows(new EndlessRows("x\n", "1\n", () => { }), "in.csv"), new FullDisk(), RejectedRows.Stop()));

        Assert.Equal("No space left on device", thrown.Message);
    }

    private static async Task<string> ScoreAsync(string csv, RejectedRows? rejected = null, int explain = 0)
    {
        using var rows = new CsvRows(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "in.csv");
        using var output = new MemoryStream();
        await new CsvScoring(FirstField, explain).RunAsync(rows, output, rejected ?? RejectedRows.Stop());
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static double Probability(double x) => Calibration.None.Probability((float)x);

    private static string Digits(double x) => Probability(x).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A file that never ends; says when some of it has been read.</summary>
    private sealed class EndlessRows(string header, string row, Action some) : MemoryStream(Encoding.UTF8.GetBytes(header))
    {
        private readonly byte[] _row = Encoding.UTF8.GetBytes(row);
        private int _reads;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            while (read + _row.Length <= buffer.Length)
            {
                _row.CopyTo(buffer[read..]);
                read += _row.Length;
            }

            if (++_reads == 20)
            {
                some();
            }

            return read;
        }
    }

    private sealed class FullDisk : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Length + buffer.Length > 1_000_000 ? throw new IOException("No space left on device")
                : base.WriteAsync(buffer, cancellationToken);
    }
}
