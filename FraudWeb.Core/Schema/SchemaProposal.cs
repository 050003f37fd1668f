using System.Globalization;

namespace FraudWeb.Core.Schema;

/// <summary>A schema inferred from the header and values of a CSV file, for a person to review. The file can be read with it, row by
/// row.</summary>
/// <param name="Schema">The inferred schema.</param>
/// <param name="LeftOut">Columns that are no inputs, each with the reason.</param>
/// <param name="Notes">What a person should know or check, in sentences.</param>
public sealed record SchemaProposal(TransactionSchema Schema, IReadOnlyList<LeftOutColumn> LeftOut, IReadOnlyList<string> Notes)
{
    private const int RowsPerReport = 4096;

    /// <summary>Reads the whole file and infers the fields: digits are a number, true and false a flag, a few texts a category.</summary>
    /// <param name="rows">The file, after its header.</param>
    /// <param name="name">The name of the schema.</param>
    /// <param name="options">What is known about the file; null for nothing.</param>
    /// <param name="progress">Receives the number of rows read.</param>
    /// <param name="cancellationToken">Cancels the reading between two rows.</param>
    /// <exception cref="CsvException">The file has no label, no rows, or no column that could be an input.</exception>
    public static SchemaProposal Of(CsvRows rows, string name, ProposalOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new();
        RequireHeader(rows);
        var columns = rows.Columns.Select(column => new ProposedColumn(column, options.MaxChoices)).ToList();
        Read(rows, columns, progress, cancellationToken);

        var holdsAnswers = ScoredColumns.AreIn(rows);
        var label = LabelColumn.Of(rows, columns, options);
        var rest = columns.FindAll(column => column != label.Column);
        var id = rest.Where(column => column is { IsId: true, CanBeNamed: true } && (column.IsUnique || column.Says.SaysTransaction))
            .OrderByDescending(column => (column.Says.SaysTransaction ? 2 : 0) + (column.IsUnique ? 1 : 0)).FirstOrDefault();
        var time = rest.Where(column =>
                column is { IsTime: true, IsId: false, IsComplete: true, CanBeNamed: true, Says.SaysOtherTime: false })
            .OrderByDescending(column => (column.Says.SaysTransaction || column.Says.SaysTime ? 2 : 0) + (column.IsPrecise ? 1 : 0))
            .FirstOrDefault();

        var leftOut = new List<LeftOutColumn>();
        var fields = new List<ProposedColumn>();
        foreach (var column in rest.Where(column => column != id && column != time))
        {
            if (GetExclusion(column, time, holdsAnswers, fields.Count) is { } why)
            {
                leftOut.Add(new(column.Name, why));
            }
            else
            {
                fields.Add(column);
            }
        }

        return fields.Count == 0
            ? throw new CsvException($"{rows.Name}: has no column that could be an input{Reasons(leftOut)}")
            : new(new(name, [.. fields.Select(column => column.Field())], id?.Name, label.Column.Name, time?.Name, label.Positive,
                label.Negative), leftOut, NotesOn(fields, label, time, rest));
    }

    // Whole numbers may be names: pandas numbers the columns of a frame without any.
    private static void RequireHeader(CsvRows rows)
    {
        var numbers = rows.Columns.Count(column => column.Contains('.', StringComparison.Ordinal)
            && double.TryParse(column, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        if (2 * numbers > rows.Columns.Count)
        {
            throw new CsvException($"{rows.Name}:1: has numbers in place of the columns' names; add a first line that names the columns");
        }
    }

    private static void Read(CsvRows rows, List<ProposedColumn> columns, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        for (var count = 1L; rows.Read(); count++)
        {
            if (rows.Fault is { } fault)
            {
                throw new CsvException($"{rows.Name}:{rows.Line}: {TransactionCsv.Row}: {fault}");
            }

            for (var i = 0; i < columns.Count; i++)
            {
                columns[i].See(rows.Cell(i), rows.Line);
            }

            if (count % RowsPerReport == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(count);
            }
        }
    }

    private static string? GetExclusion(ProposedColumn column, ProposedColumn? time, bool holdsAnswers, int fields) =>
        holdsAnswers && ScoredColumns.IsAnswer(column.Name) ? "are a model's answers, not inputs"
        : column is { IsTime: true, IsId: false, Name.Length: > 0 } ? TimeExclusion(column, time)
        : column.GetExclusion() is { } why ? why
        : fields >= SchemaFaults.MaxFields ? $"are beyond the {SchemaFaults.MaxFields} fields that a schema may have"
        : null;

    private static string TimeExclusion(ProposedColumn column, ProposedColumn? time) =>
        time is not null ? $"are times other than {time.Name}, which was chosen as the transaction's"
        : !column.IsComplete ? "are times, but some rows have none; name them with --time-column if the others are bad rows"
        : "are times, but not the transaction's, by their names; set \"timestamp\" in the schema if they are";

    private static string Reasons(List<LeftOutColumn> leftOut) =>
        leftOut.Count == 0 ? "" : ": " + string.Join("; ", leftOut.Take(10).Select(column => $"{column.Name}: such columns {column.Why}"));

    private static List<string> NotesOn(List<ProposedColumn> fields, LabelColumn label, ProposedColumn? time, List<ProposedColumn> rest)
    {
        var notes = new List<string>
        {
            time is not null ? $"{time.Name} is the time: training judges on the latest rows."
            : rest.Exists(column => column.IsMeantAsTime)
                ? "No column can be used as the time of the transaction, so training judges on rows drawn by chance."
                : "There is no time of the transaction, so training judges on rows drawn by chance.",
        };
        if (!label.Column.IsComplete)
        {
            notes.Add($"Rows without a label in {label.Column.Name} are left out.");
        }

        AddIf("0 and 1 only so far, proposed as numbers: change kind to flag if there is nothing else",
            fields.FindAll(column => column.IsZeroOneNumber));
        AddIf("NA, NULL and the like are read as missing values", fields.FindAll(column => column.HasMarkers));
        return notes;

        void AddIf(string what, List<ProposedColumn> columns)
        {
            if (columns.Count > 0)
            {
                notes.Add($"{Names(columns.Select(column => column.Name))}: {what}.");
            }
        }
    }

    /// <summary>Lists names for a message: the first ones, if there are many.</summary>
    public static string Names(IEnumerable<string> names)
    {
        const int listed = 20;
        var all = names.Select(name => name.Length == 0 ? "(unnamed)" : name).ToList();
        return CardNumbers.Mask(string.Join(", ", all.Take(listed)))
            + (all.Count > listed ? FormattableString.Invariant($" and {all.Count - listed} more") : "");
    }
}
