using System.Buffers;
using System.Globalization;
using System.Text;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Batch;

/// <summary>A chunk of rows of a CSV file, from text to scored text. Reused, so that memory use does not grow with the file.</summary>
internal sealed class ScoredChunk(Decider decider, int explain, byte separator)
{
    private const int MaxRows = 2048;

    // Rows may be long, so the size of a chunk is limited by rows and by bytes.
    private const int MaxBytes = 512 * 1024;

    private readonly int _width = decider.Model.Schema.Fields.Length;
    private readonly double[] _values = new double[MaxRows * decider.Model.Schema.Fields.Length];
    private readonly Score[] _scores = new Score[MaxRows];
    private readonly int[] _ends = new int[MaxRows];
    private readonly ArrayBufferWriter<byte> _cells = new(MaxBytes);
    private readonly ArrayBufferWriter<byte> _text = new(MaxBytes);
    private readonly Explanation?[] _explanations = explain > 0 ? new Explanation?[MaxRows] : [];

    /// <summary>The number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>The number of rows that count as fraud; set by <see cref="Score"/>.</summary>
    public int Frauds { get; private set; }

    /// <summary>The number of rows that the model failed to score; set by <see cref="Score"/>.</summary>
    public int Failed { get; private set; }

    /// <summary>The scored rows as CSV.</summary>
    public ReadOnlyMemory<byte> Text => _text.WrittenMemory;

    /// <summary>Reads rows until the chunk is full or the file ends.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Fill(CsvRows rows, TransactionCsv transactions, RejectedRows rejected)
    {
        Rows = 0;
        _cells.ResetWrittenCount();
        while (Rows < MaxRows && _cells.WrittenCount < MaxBytes)
        {
            if (!rows.Read())
            {
                return false;
            }

            if (transactions.Read(_values.AsSpan(Rows * _width, _width)) is { } errors)
            {
                rejected.Take(rows, errors);
                continue;
            }

            CsvGuard.WriteRow(rows, _cells);
            _ends[Rows++] = _cells.WrittenCount;
        }

        return true;
    }

    /// <summary>Scores the rows and formats them, each followed by its verdict.</summary>
    public void Score()
    {
        var scores = _scores.AsSpan(0, Rows);
        decider.Score(_values.AsSpan(0, Rows * _width), scores);
        if (explain > 0)
        {
            Parallel.For(0, Rows, row => _explanations[row] =
                double.IsNaN(_scores[row].Probability) ? null : decider.Model.Explain(_values.AsSpan(row * _width, _width)));
        }

        (Frauds, Failed) = (0, 0);
        _text.ResetWrittenCount();
        for (var row = 0; row < Rows; row++)
        {
            var outcome = decider.Decide(scores[row]);
            var verdict = outcome.Verdict;
            Frauds += verdict.IsFraud ? 1 : 0;
            Failed += outcome.Score is null ? 1 : 0;
            _text.Write(_cells.WrittenSpan[(row == 0 ? 0 : _ends[row - 1]).._ends[row]]);
            WriteNumber(outcome.Probability);
            _text.Write([separator, verdict.IsFraud ? (byte)'1' : (byte)'0', separator]);
            Encoding.UTF8.GetBytes(verdict.RiskLevel.ToWireName(), _text);
            WriteReasons(row);
            _text.Write("\n"u8);
        }
    }

    private void WriteReasons(int row)
    {
        for (var i = 0; i < explain; i++)
        {
            if (_explanations[row] is not { } explanation)
            {
                _text.Write([separator, separator]);
                continue;
            }

            var reason = explanation.Reasons[i];
            _text.Write([separator]);
            CsvGuard.WriteCell(Encoding.UTF8.GetBytes(reason.Field.Name), _text);
            WriteNumber(reason.Contribution);
        }
    }

    // The shortest digits that read back as the same bits, as in JSON.
    private void WriteNumber(double? number)
    {
        _text.Write([separator]);
        if (number is { } known)
        {
            known.TryFormat(_text.GetSpan(32), out var written, "R", CultureInfo.InvariantCulture);
            _text.Advance(written);
        }
    }
}
