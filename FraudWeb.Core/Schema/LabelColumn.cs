using System.Collections.Immutable;

namespace FraudWeb.Core.Schema;

/// <summary>The label of a file that a schema is proposed for: its column, and the texts that need to be named in the schema.</summary>
/// <param name="Column">The column.</param>
/// <param name="Positive">The texts that mean fraud; empty for the usual ones.</param>
/// <param name="Negative">The texts that mean legitimate; empty for the usual ones.</param>
internal sealed record LabelColumn(ProposedColumn Column, ImmutableArray<string> Positive, ImmutableArray<string> Negative)
{
    private const int MaxListed = 10;

    // The most telling first: a file may also have a column called class.
    private static readonly string[] UsualNames =
    [
        "is_fraud", "isfraud", "fraud", "tx_fraud", "fraud_bool", "fraud_label", "is_fraudulent", "fraudulent", "event_label", "label",
        "class", "target",
    ];

    /// <summary>Finds the label and checks its values.</summary>
    /// <exception cref="CsvException">There is no label, or its values could mean anything.</exception>
    public static LabelColumn Of(CsvRows rows, List<ProposedColumn> columns, ProposalOptions options)
    {
        var holdsVerdict = ScoredColumns.HoldVerdict(rows);
        var named = options.Label is { } label
            ? columns.Find(column => column.Name == label.Trim() && column.Name.Length > 0)
            : UsualNames.Select(name => columns.Find(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                && !(holdsVerdict && column.Name == ScoredColumns.Verdict))).FirstOrDefault(column => column is not null);
        if (named is null)
        {
            throw new CsvException($"{rows.Name}:1: has no column {options.Label ?? "with a usual name for the label, such as is_fraud"}; "
                + $"name it with --label, it has {rows.ColumnList}"
                + (holdsVerdict ? $"; {ScoredColumns.Verdict} is a model's own verdict here" : ""));
        }

        var given = new LabelTexts([.. options.Positive], [.. options.Negative]);
        var unread = named.Texts.Where(text => Fault(given, text) is not null).ToList();

        // Two texts, one of them named: the other one is the opposite.
        var isOpposite = unread.Count == 1 && options.Positive.Count == 0 != (options.Negative.Count == 0);
        var found = new LabelColumn(named, [.. isOpposite && options.Positive.Count == 0 ? unread : options.Positive],
            [.. isOpposite && options.Negative.Count == 0 ? unread : options.Negative]);
        if (!named.HasValues || (unread.Count > 0 && !isOpposite))
        {
            throw new CsvException(found.Unclear(rows.Name));
        }

        var texts = new LabelTexts(found.Positive, found.Negative);
        return options.Positive.Count == 0 || named.Texts.Any(text => texts.Read(text, out _) == true) ? found
            : throw new CsvException($"{rows.Name}: no row has the label {string.Join(" or ", options.Positive)}; {named.Name} has "
                + $"{found.Listed()}");
    }

    private static string? Fault(LabelTexts texts, string text)
    {
        texts.Read(text, out var why);
        return why;
    }

    private string Listed() =>
        string.Join(", ", Column.Texts.Order(StringComparer.Ordinal).Take(MaxListed).Select(text => CardNumbers.Shorten(text)))
        + (Column.Texts.Count > MaxListed ? " and more" : "");

    private string Unclear(string file)
    {
        var values = Column.HasValues ? $": {Listed()}" : "";
        return $"{file}: the label {Column.Name} has values other than 0 and 1, or none{values}; "
            + (!Column.HasValues ? "name another column with --label"
                : Positive.IsEmpty ? "name the one that means fraud with --positive TEXT, or another column with --label"
                : "name those that mean legitimate with --negative TEXT");
    }
}
