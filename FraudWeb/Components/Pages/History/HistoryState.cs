using System.Collections.Immutable;
using System.Globalization;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Wire;
using FraudWeb.Navigation;
using FraudWeb.Problems;
using Microsoft.AspNetCore.WebUtilities;

namespace FraudWeb.Components.Pages.History;

/// <summary>Everything that the History page shows, as it stands in its address: filter, order and page. The export reads the same
/// address.</summary>
public sealed record HistoryState
{
    // How many pages the way back reaches; each costs the length of a cursor in the address.
    private const int TrailLength = 20;
    private const char TrailMark = '~';
    private const string FieldPrefix = "field.";
    private const string RangeMark = "..";

    private static readonly IReadOnlyList<(string Word, HistorySort Value)> Sorts =
        [("newest", HistorySort.Newest), ("oldest", HistorySort.Oldest), ("highest", HistorySort.HighestProbability)];

    private static readonly IReadOnlyList<(string Word, bool Value)> Verdicts = [("1", true), ("0", false)];

    /// <summary>What is shown. Under a <see cref="Preset"/> its beginning is set from the second page on, so that all pages are of one
    /// list.</summary>
    public HistoryFilter Filter { get; init; } = new();

    /// <summary>A time range that ends now; null for a fixed one or for all times.</summary>
    public TimePreset? Preset { get; init; }

    public HistorySort Sort { get; init; }

    /// <summary>Where the page begins; null for the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>Where the pages before begin, the nearest last; empty text is the first page.</summary>
    public ImmutableArray<string> Trail { get; init; } = [];

    public bool IsFirstPage => Cursor is null;

    /// <summary>Reads an address. What is wrong with it is left out, and told by the reader's <see cref="QueryReader.Refusal"/>.</summary>
    public static HistoryState Read(IQueryCollection query, TransactionSchema schema, out ProblemResult? refusal)
    {
        var reader = new QueryReader(query);
        var cursor = reader.Text("cursor");
        var trail = reader.Text("trail");
        var state = new HistoryState
        {
            Preset = reader.OneOf("range", TimePreset.Words) is { } length ? TimePreset.All.First(preset => preset.Length == length) : null,
            Sort = reader.OneOf("sort", Sorts) ?? HistorySort.Newest,
            Cursor = cursor,
            Trail = cursor is null ? [] : (trail ?? "").Split(TrailMark).TakeLast(TrailLength).ToImmutableArray(),
            Filter = new HistoryFilter
            {
                From = reader.Time("from"),
                To = reader.Time("to"),
                RiskLevel = reader.OneOf("risk_level", RiskLevelNames.All),
                Decision = reader.OneOf("decision", DecisionNames.All),
                Label = reader.OneOf("label", LabelNames.All),
                IsFraud = reader.OneOf("is_fraud", Verdicts),
                Source = reader.OneOf("source", PredictionSourceNames.All),
                ModelVersion = Version(reader),
                MinProbability = reader.Probability("min_probability"),
                MaxProbability = reader.Probability("max_probability"),
                TransactionId = reader.Text("transaction_id"),
            },
        };
        foreach (var name in query.Keys.Where(name => name.StartsWith(FieldPrefix, StringComparison.Ordinal)))
        {
            if (ReadField(reader, name, schema) is { } field)
            {
                state = state.With(schema, field);
            }
        }

        refusal = reader.Refusal;
        return state.Cursor is null ? state.FirstPage : state;
    }

    /// <summary>The same list from its beginning.</summary>
    public HistoryState FirstPage =>
        this with { Cursor = null, Trail = [], Filter = Preset is null ? Filter : Filter with { From = null } };

    /// <summary>The page after this one.</summary>
    /// <param name="cursor">Where it begins.</param>
    /// <param name="asked">The filter that gave out the cursor.</param>
    public HistoryState Next(string cursor, HistoryFilter asked) => this with
    {
        Cursor = cursor,
        Filter = asked,
        Trail = [.. Trail.Append(Cursor ?? "").TakeLast(TrailLength)],
    };

    /// <summary>The page before this one; null on the first, and where the way back is forgotten.</summary>
    public HistoryState? Previous => Trail switch
    {
        [] => null,
        [.., ""] => FirstPage,
        [.. var before, var cursor] => this with { Cursor = cursor, Trail = [.. before] },
    };

    /// <summary>Another list in the same order, from its beginning.</summary>
    public HistoryState With(HistoryFilter filter) => FirstPage with { Filter = filter };

    /// <summary>The same list in another order, from its beginning.</summary>
    public HistoryState With(HistorySort sort) => FirstPage with { Sort = sort };

    /// <summary>The list of a time range that ends now.</summary>
    public HistoryState With(TimePreset? preset) => With(Filter with { From = null, To = null }) with { Preset = preset };

    /// <summary>The list of a fixed time range.</summary>
    public HistoryState With(DateTimeOffset? from, DateTimeOffset? to) => With(preset: null) is var state
        ? state with { Filter = state.Filter with { From = from, To = to } }
        : this;

    /// <summary>The list of what has an input within limits.</summary>
    public HistoryState With(TransactionSchema schema, FieldFilter field) =>
        With(
            FirstPage.Filter with { Schema = schema, Fields = [.. Filter.Fields.Where(other => other.Position != field.Position), field] });

    /// <summary>The list without a limit on an input.</summary>
    public HistoryState WithoutField(int position)
    {
        var fields = Filter.Fields.Where(field => field.Position != position).ToList();
        return With(FirstPage.Filter with { Fields = fields, Schema = fields.Count > 0 ? Filter.Schema : null });
    }

    /// <summary>All there is, in the same order, from its beginning.</summary>
    public HistoryState Unfiltered => new() { Sort = Sort };

    /// <summary>What is shown at a moment.</summary>
    public HistoryFilter FilterAt(DateTimeOffset now) =>
        Preset is { } preset && Filter.From is null ? Filter with { From = now - preset.Length } : Filter;

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltered => FilterQuery.Any();

    /// <summary>The address of the page.</summary>
    public string Href => QueryHelpers.AddQueryString(Links.History(), FilterQuery.Concat(ViewQuery));

    /// <summary>The address of everything that passes the filter, as a file of a kind such as <c>csv</c>.</summary>
    public string ExportHref(string kind) =>
        QueryHelpers.AddQueryString($"/export/predictions.{kind}", FirstPage.FilterQuery.Concat(FirstPage.ViewQuery));

    /// <summary>The names of what stands in the address.</summary>
    public IEnumerable<string> Names => FilterQuery.Concat(ViewQuery).Select(pair => pair.Key);

    private IEnumerable<KeyValuePair<string, string?>> FilterQuery => Given(
    [
        ("range", Preset?.Word),
        ("from", Filter.From is { } from ? WireTime.Of(from) : null),
        ("to", Filter.To is { } to ? WireTime.Of(to) : null),
        ("risk_level", Filter.RiskLevel is { } risk ? risk.ToWireName() : null),
        ("decision", Filter.Decision is { } decision ? decision.ToWireName() : null),
        ("label", Filter.Label is { } label ? label.ToWireName() : null),
        ("is_fraud", Filter.IsFraud is { } verdict ? Verdicts.First(choice => choice.Value == verdict).Word : null),
        ("source", Filter.Source is { } source ? source.ToWireName() : null),
        ("model_version", Filter.ModelVersion is { } version ? ModelVersionName.Of(version) : null),
        ("min_probability", Number(Filter.MinProbability)),
        ("max_probability", Number(Filter.MaxProbability)),
        ("transaction_id", Filter.TransactionId),
        .. Filter.Fields.Select(limits => WriteField(Filter.Schema!.Fields[limits.Position], limits)),
    ]);

    private IEnumerable<KeyValuePair<string, string?>> ViewQuery => Given(
    [
        ("sort", Sort == HistorySort.Newest ? null : Sorts.First(choice => choice.Value == Sort).Word),
        ("cursor", Cursor),
        ("trail", Cursor is null ? null : string.Join(TrailMark, Trail)),
    ]);

    private static IEnumerable<KeyValuePair<string, string?>> Given(IEnumerable<(string Name, string? Value)> pairs) =>
        pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => KeyValuePair.Create(pair.Name, pair.Value));

    private static (string Name, string? Value) WriteField(Field field, FieldFilter limits) => (FieldPrefix + field.Name,
        limits.Min == limits.Max ? field.Format(limits.Min)
        : $"{(double.IsFinite(limits.Min) ? field.Format(limits.Min) : "")}{RangeMark}"
            + $"{(double.IsFinite(limits.Max) ? field.Format(limits.Max) : "")}");

    private static FieldFilter? ReadField(QueryReader reader, string name, TransactionSchema schema)
    {
        var text = reader.Text(name);
        var position = schema.PositionOf(name.AsSpan(FieldPrefix.Length));
        if (text is null || position < 0)
        {
            reader.Refuse(name, position < 0 ? "is not a field of this schema" : "must be a value or a range such as 10..50");
            return null;
        }

        var field = schema.Fields[position];
        var mark = field.Kind is FieldKind.Number or FieldKind.Integer ? text.IndexOf(RangeMark, StringComparison.Ordinal) : -1;
        var min = mark == 0 ? double.NegativeInfinity : Value(mark < 0 ? text : text[..mark]);
        var max = mark < 0 ? min : mark == text.Length - RangeMark.Length ? double.PositiveInfinity
            : Value(text[(mark + RangeMark.Length)..]);
        return double.IsNaN(min) || double.IsNaN(max) ? null : new(position, min, max);

        double Value(string end)
        {
            var value = FieldValue.Read(field, end, out var why);
            if (why is not null || double.IsNaN(value))
            {
                reader.Refuse(name, why ?? "must be a value or a range such as 10..50");
                return double.NaN;
            }

            return value;
        }
    }

    private static int? Version(QueryReader reader)
    {
        if (reader.Text("model_version") is not { } text)
        {
            return null;
        }

        if (ModelVersionName.TryParse(text, out var version))
        {
            return version;
        }

        reader.Refuse("model_version", "must be a version such as v7");
        return null;
    }

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}
