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

/// <summary>The state of the History page, which is in its address: filter, order and page. The export reads the same
/// address.</summary>
public sealed record HistoryState
{
    // The maximum number of steps back. Each adds a cursor to the address.
    private const int TrailLength = 20;
    private const char TrailMark = '~';
    private const string FieldPrefix = "field.";
    private const string RangeMark = "..";

    private static readonly IReadOnlyList<(string Word, HistorySort Value)> Sorts =
        [("newest", HistorySort.Newest), ("oldest", HistorySort.Oldest), ("highest", HistorySort.HighestProbability)];

    private static readonly IReadOnlyList<(string Word, bool Value)> Verdicts = [("1", true), ("0", false)];

    /// <summary>The filter. With a <see cref="Preset"/>, its start is fixed from the second page on, so that all pages belong to one
    /// list.</summary>
    public HistoryFilter Filter { get; init; } = new();

    /// <summary>A time range that ends now; null for a fixed one or for all times.</summary>
    public TimePreset? Preset { get; init; }

    public HistorySort Sort { get; init; }

    /// <summary>The cursor of the page; null for the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>The cursors of the previous pages, nearest last; an empty string for the first page.</summary>
    public ImmutableArray<string> Trail { get; init; } = [];

    public bool IsFirstPage => Cursor is null;

    /// <summary>Reads an address. Invalid parts are ignored and reported by the reader's <see cref="QueryReader.Refusal"/>.</summary>
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

    /// <summary>Gets the first page of the same list.</summary>
    public HistoryState FirstPage =>
        this with { Cursor = null, Trail = [], Filter = Preset is null ? Filter : Filter with { From = null } };

    /// <summary>Gets the next page.</summary>
    /// <param name="cursor">The cursor of the page.</param>
    /// <param name="asked">The filter with which the cursor was created.</param>
    public HistoryState Next(string cursor, HistoryFilter asked) => this with
    {
        Cursor = cursor,
        Filter = asked,
        Trail = [.. Trail.Append(Cursor ?? "").TakeLast(TrailLength)],
    };

    /// <summary>Gets the previous page; null on the first page, and if the trail has ended.</summary>
    public HistoryState? Previous => Trail switch
    {
        [] => null,
        [.., ""] => FirstPage,
        [.. var before, var cursor] => this with { Cursor = cursor, Trail = [.. before] },
    };

    /// <summary>Gets the first page with another filter, in the same order.</summary>
    public HistoryState With(HistoryFilter filter) => FirstPage with { Filter = filter };

    /// <summary>Gets the first page in another order.</summary>
    public HistoryState With(HistorySort sort) => FirstPage with { Sort = sort };

    /// <summary>Gets the list of a time range that ends now.</summary>
    public HistoryState With(TimePreset? preset) => With(Filter with { From = null, To = null }) with { Preset = preset };

    /// <summary>Gets the list of a fixed time range.</summary>
    public HistoryState With(DateTimeOffset? from, DateTimeOffset? to) => With(preset: null) is var state
        ? state with { Filter = state.Filter with { From = from, To = to } }
        : this;

    /// <summary>Adds a filter on a field.</summary>
    public HistoryState With(TransactionSchema schema, FieldFilter field) =>
        With(
            FirstPage.Filter with { Schema = schema, Fields = [.. Filter.Fields.Where(other => other.Position != field.Position), field] });

    /// <summary>Removes the filter on a field.</summary>
    public HistoryState WithoutField(int position)
    {
        var fields = Filter.Fields.Where(field => field.Position != position).ToList();
        return With(FirstPage.Filter with { Fields = fields, Schema = fields.Count > 0 ? Filter.Schema : null });
    }

    /// <summary>Gets the first page of all predictions, in the same order.</summary>
    public HistoryState Unfiltered => new() { Sort = Sort };

    /// <summary>Gets the filter at a moment.</summary>
    public HistoryFilter FilterAt(DateTimeOffset now) =>
        Preset is { } preset && Filter.From is null ? Filter with { From = now - preset.Length } : Filter;

    /// <summary>Whether there is any filter.</summary>
    public bool IsFiltered => FilterQuery.Any();

    /// <summary>The address of the page.</summary>
    public string Href => QueryHelpers.AddQueryString(Links.History(), FilterQuery.Concat(ViewQuery));

    /// <summary>Gets the address of the export of all matching predictions, in a format such as <c>csv</c>.</summary>
    public string ExportHref(string kind) =>
        QueryHelpers.AddQueryString($"/export/predictions.{kind}", FirstPage.FilterQuery.Concat(FirstPage.ViewQuery));

    /// <summary>The names of the query parameters in the address.</summary>
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
