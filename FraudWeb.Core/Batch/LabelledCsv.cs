using System.Globalization;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Batch;

/// <summary>Reads a CSV file of transactions whose outcome is known.</summary>
public static class LabelledCsv
{
    private const int RowsPerReport = 4096;

    /// <summary>Receives a row.</summary>
    /// <param name="values">One value per field. Valid during the call.</param>
    /// <param name="isFraud">The label.</param>
    /// <param name="time">The time of the transaction; null if there is no time column.</param>
    public delegate void TakeRow(ReadOnlySpan<double> values, bool isFraud, DateTimeOffset? time);

    /// <summary>Reads all rows.</summary>
    /// <param name="rows">The file, after its header.</param>
    /// <param name="schema">The fields to read; must have a label.</param>
    /// <param name="timeColumn">The column of the transaction's time; null for none.</param>
    /// <param name="rejected">Receives invalid rows.</param>
    /// <param name="take">Receives valid rows.</param>
    /// <param name="progress">Receives the number of rows read.</param>
    /// <param name="cancellationToken">Cancels the work between two rows.</param>
    /// <returns>The columns used, and the number of rows without a label, which are left out.</returns>
    /// <exception cref="CsvException">Columns are missing, or a row is invalid and <paramref name="rejected"/> stops.</exception>
    public static LabelledCsvResult Read(
        CsvRows rows, TransactionSchema schema, string? timeColumn, RejectedRows rejected, TakeRow take,
        IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        var transactions = new TransactionCsv(rows, schema, labelled: true);
        var times = timeColumn is null ? -1 : rows.PositionOf(timeColumn);
        if (timeColumn is not null && times < 0)
        {
            throw new MissingColumnsException(
                $"{rows.Name}:1: lacks the time column {timeColumn}; it has {rows.ColumnList}", [timeColumn]);
        }

        var values = new double[schema.Fields.Length];
        var unlabelled = 0L;
        for (var count = 1L; rows.Read(); count++)
        {
            var errors = transactions.Read(values, out var isFraud);
            if (transactions.IsUnlabelled)
            {
                // Nothing is learned from it, so its other fields don't matter.
                unlabelled++;
            }
            else
            {
                CheckPrecision(schema, values, ref errors);
                var time = times < 0 || rows.Fault is not null ? null : ReadTime(rows, times, ref errors);
                if (errors is null)
                {
                    take(values, isFraud!.Value, time);
                }
                else
                {
                    rejected.Take(rows, errors);
                }
            }

            if (count % RowsPerReport == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(count);
            }
        }

        return new(transactions.LabelColumn!, [.. transactions.UnknownColumns.Where(column => column != timeColumn)], unlabelled);
    }

    /// <summary>Models learn in single precision, where a larger number is infinite. One such cell would spoil a linear model.</summary>
    private static void CheckPrecision(TransactionSchema schema, ReadOnlySpan<double> values, ref FieldErrors? errors)
    {
        for (var i = 0; errors is null && i < values.Length; i++)
        {
            if (double.IsFinite(values[i]) && !float.IsFinite((float)values[i]))
            {
                (errors ??= new()).Add(schema.Fields[i].Name, string.Create(CultureInfo.InvariantCulture,
                    $"must be from -{float.MaxValue} to {float.MaxValue} to be learned from, but is {values[i]:R}"));
            }
        }
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
