using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Tests.Storage;

namespace FraudWeb.Tests.History;

public class PredictionQueriesTests
{
    public static TheoryData<HistorySort> Sorts => [.. Enum.GetValues<HistorySort>()];

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Every_filter_and_order_finds_what_a_plain_search_finds(HistorySort sort)
    {
        await using var store = new TestStore();
        store.Register(2, TransactionSchema.Default);
        var random = new Random(11);
        var all = store.Make(random, 700);
        all.AddRange(store.Make(random, 300, version: 2));
        await store.Log.AppendAsync(all);

        for (var i = 0; i < 60; i++)
        {
            var filter = RandomFilter(random);
            var expected = InOrder(all.Where(prediction => Passes(prediction, filter)), sort).Select(prediction => prediction.Id).ToList();

            var found = new List<PredictionId>();
            string? cursor = null;
            do
            {
                var page = await store.Queries.PageAsync(filter, sort, random.Next(10, 200), cursor);
                found.AddRange(page.Items.Select(prediction => prediction.Id));
                cursor = page.NextCursor;
            }
            while (cursor is not null);

            Assert.Equal(expected, found);
            Assert.Equal(new HistoryCount(expected.Count, CountAccuracy.Exact), await store.Queries.CountAsync(filter));
        }
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Paging_visits_every_prediction_once_while_others_are_written(HistorySort sort)
    {
        await using var store = new TestStore();
        var random = new Random(12);
        var before = store.Make(random, 600);
        await store.Log.AppendAsync(before);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var other = new Random(13);
            for (var i = 0; i < 200 && !stop.IsCancellationRequested; i++)
            {
                await store.Log.AppendAsync([store.Make(other)]);
            }
        });

        var found = new List<PredictionId>();
        string? cursor = null;
        do
        {
            var page = await store.Queries.PageAsync(new(), sort, 17, cursor);
            found.AddRange(page.Items.Select(prediction => prediction.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        await stop.CancelAsync();
        await writing;
        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Superset(before.Select(prediction => prediction.Id).ToHashSet(), found.ToHashSet());
    }

    [Fact]
    public async Task An_export_streams_what_the_pages_show()
    {
        await using var store = new TestStore();
        var all = store.Make(new Random(14), 2_500);
        await store.Log.AppendAsync(all);
        var filter = new HistoryFilter { IsFraud = false };

        var streamed = new List<PredictionId>();
        await foreach (var prediction in store.Queries.StreamAsync(filter))
        {
            streamed.Add(prediction.Id);
        }

        Assert.Equal(all.Where(p => !p.IsFraud).Select(p => p.Id).OrderDescending(), streamed);
    }

    [Fact, Trait("Requirement", "IN7")]
    public async Task A_page_has_1_to_1000_predictions()
    {
        await using var store = new TestStore();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.Queries.PageAsync(new(), limit: 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.Queries.PageAsync(new(), limit: 1_001));
        Assert.Null((await store.Queries.PageAsync(new(), limit: 1_000)).NextCursor);
        Assert.False(await store.Queries.AnyAsync());
    }

    [Fact]
    public async Task Beyond_ten_thousand_a_simple_count_is_told_from_the_rollups_and_any_other_as_more_than()
    {
        await using var store = new TestStore();
        var all = store.Make(new Random(15), 22_000);
        await store.Log.AppendAsync(all);

        Assert.Equal(new(22_000, CountAccuracy.Estimate), await store.Queries.CountAsync(new()));
        Assert.Equal(new(all.Count(p => p.RiskLevel == RiskLevel.Low && !p.IsFraud), CountAccuracy.Estimate),
            await store.Queries.CountAsync(new() { RiskLevel = RiskLevel.Low, IsFraud = false }));
        Assert.Equal(new(all.Count(p => p.Timestamp < TestStore.Start.AddDays(6)), CountAccuracy.Estimate),
            await store.Queries.CountAsync(new() { To = TestStore.Start.AddDays(6), Schema = TransactionSchema.Default }));
        Assert.Equal(new(all.Count(p => p.Label == Label.None), CountAccuracy.Estimate),
            await store.Queries.CountAsync(new() { Label = Label.None }));
        Assert.Equal(
            new(PredictionQueries.ExactCount, CountAccuracy.AtLeast), await store.Queries.CountAsync(new() { MinProbability = 0 }));
        Assert.Equal(new(all.Count(p => p.Source == PredictionSource.Api), CountAccuracy.Exact),
            await store.Queries.CountAsync(new() { Source = PredictionSource.Api }));
    }

    [Fact]
    public async Task A_filter_on_fields_stops_after_a_while_and_goes_on_where_it_stopped()
    {
        await using var store = new TestStore();
        var all = store.Make(new Random(16), 12_000);
        await store.Log.AppendAsync(all);
        var wanted = all.Where(p => p.Inputs[0] >= 99.9).Select(p => p.Id).OrderDescending().ToList();

        var found = new List<PredictionId>();
        string? cursor = null;
        do
        {
            var page = await store.Queries.PageAsync(
                new() { Schema = TransactionSchema.Default, Fields = [new(0, 99.9, 1_000)] }, limit: 1_000, cursor: cursor);
            found.AddRange(page.Items.Select(prediction => prediction.Id));
            Assert.Equal(page.NextCursor is null, page.SearchedBackTo is null);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(wanted, found);
    }

    private static HistoryFilter RandomFilter(Random random)
    {
        bool Some() => random.Next(4) == 0;
        var from = TestStore.Start.AddHours(random.Next(240));
        return new HistoryFilter
        {
            From = Some() ? from : null,
            To = Some() ? from.AddHours(random.Next(100)) : null,
            RiskLevel = Some() ? (RiskLevel)random.Next(3) : null,
            Decision = Some() ? (Decision)random.Next(3) : null,
            Label = Some() ? (Label)random.Next(3) : null,
            MinProbability = Some() ? random.NextDouble() / 2 : null,
            MaxProbability = Some() ? random.NextDouble() : null,
            Source = Some() ? (PredictionSource)random.Next(5) : null,
            ModelVersion = Some() ? random.Next(1, 4) : null,
            TransactionId = Some() ? $"T{random.Next(20)}" : null,
            IsFraud = Some() ? random.Next(2) == 0 : null,
            Schema = TransactionSchema.Default,
            Fields = Some()
                ? [new(random.Next(2) * 2, random.Next(3), 3), .. Some() ? [new FieldFilter(7, 30, 60)] : Array.Empty<FieldFilter>()] : [],
        };
    }

    private static bool Passes(Prediction p, HistoryFilter f) =>
        (f.From is null || p.Timestamp >= f.From) && (f.To is null || p.Timestamp < f.To)
        && (f.RiskLevel is null || p.RiskLevel == f.RiskLevel) && (f.Decision is null || p.Decision == f.Decision)
        && (f.Label is null || p.Label == f.Label)
        && (f.MinProbability is null || p.Probability >= f.MinProbability)
        && (f.MaxProbability is null || p.Probability <= f.MaxProbability)
        && (f.Source is null || p.Source == f.Source) && (f.ModelVersion is null || p.ModelVersion == f.ModelVersion)
        && (f.TransactionId is null || p.TransactionId == f.TransactionId) && (f.IsFraud is null || p.IsFraud == f.IsFraud)
        && f.Fields.All(field => p.Inputs[field.Position] >= field.Min && p.Inputs[field.Position] <= field.Max);

    private static IEnumerable<Prediction> InOrder(IEnumerable<Prediction> predictions, HistorySort sort) => sort switch
    {
        HistorySort.Newest => predictions.OrderByDescending(p => p.Id),
        HistorySort.Oldest => predictions.OrderBy(p => p.Id),
        _ => predictions.OrderByDescending(p => p.Probability ?? -1).ThenByDescending(p => p.Id),
    };
}
