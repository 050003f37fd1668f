using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Batch;

/// <summary>Reads a CSV file of transactions whose outcome is known.</summary>
public static class LabelledCsv
{
    private const int RowsPerReport = 4096;

    /// <summary>Takes a row.</summary>
    /// <param name="values">One value a field. Valid during the call.</param>
    /// <param name="isFraud">The label.</param>
    /// <param name="time">When it happened; null when no column says so.</param>
    public delegate void TakeRow(ReadOnlySpan<double> values, bool isFraud, DateTimeOffset? time);

    /// <summary>Reads every row.</summary>
    /// <param name="rows">The file, its header read.</param>
    /// <param name="schema">The fields wanted; it names a label.</param>
    /// <param name="timeColumn">The column that says when; null for none.</param>
    /// <param name="rejected">Takes rows that can't be used.</param>
    /// <param name="take">Takes the others.</param>
    /// <param name="progress">Told how many rows have been read.</param>
    /// <param name="cancellationToken">Ends the work between two rows.</param>
    /// <returns>The columns that nothing asked for.</returns>
    /// <exception cref="CsvException">Columns are missing, or a row is bad and <paramref name="rejected"/> stops.</exception>
    public static IReadOnlyList<string> Read(
        CsvRows rows, TransactionSchema schema, string? timeColumn, RejectedRows rejected, TakeRow take,
        IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        var transactions = new TransactionCsv(rows, schema, labelled: true);
        var times = timeColumn is null ? -1 : rows.PositionOf(timeColumn);
        if (timeColumn is not null && times < 0)
        {
            throw new MissingColumnsException(
                $"{rows.Name}:1: lacks the time column {timeColumn}; it has {string.Join(", ", rows.Columns)}", [timeColumn]);
        }

        var values = new double[schema.Fields.Length];
        for (var count = 1L; rows.Read(); count++)
        {
            var errors = transactions.Read(values, out var isFraud);
            var time = times < 0 || rows.Fault is not null ? null : ReadTime(rows, times, ref errors);
            if (errors is null)
            {
                take(values, isFraud, time);
            }
            else
            {
                rejected.Take(rows, errors);
            }

            if (count % RowsPerReport == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(count);
            }
        }

        return [.. transactions.UnknownColumns.Where(column => column != timeColumn)];
    }

    private static DateTimeOffset? ReadTime(CsvRows rows, int column, ref FieldErrors? errors)
    {
        var time = CsvTime.Read(rows.Cell(column), out var why);
        if (why is not null)
        {
            (errors ??= new()).Add(rows.Columns[column], why);
        }

        return time;
    }
}
