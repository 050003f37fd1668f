using FraudWeb.Core.Batch;
using FraudWeb.Core.Schema;

namespace FraudWeb.Cli;

/// <summary>Reports how the labels of a file were read, if it was not as usual.</summary>
internal static class LabelNotes
{
    public static async Task WriteAsync(LabelledCsvResult read, TransactionSchema schema)
    {
        if (read.LabelColumn != schema.Label)
        {
            await Console.Error.WriteLineAsync(
                $"{schema.Label} is a model's own verdict in this file, so the labels are those of the column {read.LabelColumn}.");
        }

        if (read.Unlabelled > 0)
        {
            await Console.Error.WriteLineAsync(
                FormattableString.Invariant($"Left out {read.Unlabelled:N0} {(read.Unlabelled == 1 ? "row" : "rows")} without a label."));
        }
    }
}
