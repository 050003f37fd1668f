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
            Fields = Some() ? [new(random.Next(2) * 2, random.Next(3), 3), .. Some() ? [new FieldFilter(7, 30, 60)] : Array.Empty<FieldFilter>()] : [],
        };
    }

    private static bool Passes(Prediction p, HistoryFilter f) =>
        (f.From is null || p.Timestamp >= f.From) && (f.To is null || p.Timestamp < f.To)
        && (f.RiskLevel is null || p.RiskLevel == f.RiskLevel) && (f.Decision is null || p.Decision == f.Decision)
        && (f.Label is null || p.Label == f.Label)
        && (f.MinProbability is null || p.Probability >= f.MinProbability) && (f.MaxProbability is null || p.Probability <= f.MaxProbability)
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
