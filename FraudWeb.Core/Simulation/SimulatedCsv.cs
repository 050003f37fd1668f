using System.Buffers;
using System.Globalization;
using System.Text;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Simulation;

/// <summary>Writes simulated transactions as a labelled CSV file of the default schema. The same rows make the same bytes.</summary>
public static class SimulatedCsv
{
    /// <summary>The optional column with the time. It is not a field of the default schema.</summary>
    public const string TimeColumn = "event_time";

    private const int FlushBytes = 64 * 1024;

    /// <summary>Writes a header and every row.</summary>
    /// <param name="rows">The transactions.</param>
    /// <param name="output">The destination; not disposed.</param>
    /// <param name="withTime">Whether to add <see cref="TimeColumn"/> as the last column.</param>
    /// <param name="progress">Receives the number of written rows.</param>
    /// <param name="cancellationToken">Cancels the work between two writes.</param>
    public static async Task WriteAsync(
        IEnumerable<SimulatedTransaction> rows, Stream output, bool withTime = false, IProgress<long>? progress = null,
            CancellationToken cancellationToken = default)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushBytes + 1024);
        WriteHeader(buffer, withTime);
        var count = 0L;
        foreach (var row in rows)
        {
            WriteRow(buffer, row, withTime);
            count++;
            if (buffer.WrittenCount >= FlushBytes)
            {
                await FlushAsync();
            }
        }

        await FlushAsync();
        await output.FlushAsync(cancellationToken);

        async Task FlushAsync()
        {
            await output.WriteAsync(buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
            progress?.Report(count);
        }
    }

    private static void WriteHeader(ArrayBufferWriter<byte> buffer, bool withTime)
    {
        var schema = TransactionSchema.Default;
        var columns = schema.Fields.Select(field => field.Name).Prepend(schema.Id).Append(schema.Label);
        WriteText(buffer, string.Join(',', withTime ? columns.Append(TimeColumn) : columns));
        buffer.Write("\n"u8);
    }

    private static void WriteRow(ArrayBufferWriter<byte> buffer, SimulatedTransaction row, bool withTime)
    {
        WriteText(buffer, row.Transaction.Id);
        var fields = TransactionSchema.Default.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            buffer.Write(","u8);
            WriteText(buffer, fields[i].Format(row.Transaction.Values[i]));
        }

        buffer.Write(row.IsFraud ? ",1"u8 : ",0"u8);
        if (withTime)
        {
            buffer.Write(","u8);
            row.Time.TryFormat(buffer.GetSpan(32), out var written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            buffer.Advance(written);
        }

        buffer.Write("\n"u8);
    }

    // Ids, names and categories of the default schema need no quotes.
    private static void WriteText(ArrayBufferWriter<byte> buffer, string? text) => Encoding.UTF8.GetBytes(text, buffer);
}
