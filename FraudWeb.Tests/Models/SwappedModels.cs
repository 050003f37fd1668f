using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Models;

/// <summary>Promotes champions of three schemas in turn until it is disposed: of two that have the same fields in another order, so that
/// values in the wrong places would be scored without complaint, and of one that is wider. A body fits all three. The score is the field
/// <c>low</c>, whichever place it has; <c>high</c> in its place would give another one.</summary>
internal sealed class SwappedModels : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _swapping;
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SwappedModels(ModelRegistry models) => _swapping = Task.Run(async () =>
    {
        FraudModel[] all = [LowFirst(), HighFirst(), Wide()];
        for (var i = 1; !_stop.IsCancellationRequested; i++)
        {
            await models.RegisterAsync(all[i % all.Length], promote: true);
            Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    });

    public static FraudModel LowFirst() => Of("low", "high");

    public static FraudModel HighFirst() => Of("high", "low");

    public static FraudModel Wide() => Of("other", "high", "low");

    /// <summary>A body with a low of at most 100 in size.</summary>
    public static byte[] Body(int low) => System.Text.Encoding.UTF8.GetBytes($$"""{"low": {{low}}, "high": {{1_500 + low}}}""");

    /// <summary>Waits until another champion has been promoted.</summary>
    public Task NextAsync() => _next.Task;

    /// <summary>Every stored prediction has inputs that fit its model's schema, and that model's score.</summary>
    public static async Task AssertStoredAsync(PredictionQueries queries, ModelRegistry models, int predictions)
    {
        var stored = await queries.StreamAsync(new HistoryFilter()).ToListAsync();
        Assert.Equal(predictions, stored.Count);
        Assert.True(stored.Select(prediction => prediction.ModelVersion).Distinct().Count() >= 2, "no champion was switched");
        Assert.All(stored, prediction =>
        {
            var model = models.Get(prediction.ModelVersion).Model;
            Assert.Equal(model.Schema.Fields.Length, prediction.Inputs.Length);
            var (low, high) = (prediction.Inputs[model.Schema.PositionOf("low")], prediction.Inputs[model.Schema.PositionOf("high")]);
            Assert.InRange(low, -100, 100);
            Assert.Equal(1_500 + low, high);
            Assert.Equal(low, model.Score(prediction.Inputs).LogOdds, 9);
            Assert.Equal(model.Score(prediction.Inputs).Probability, prediction.Probability);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _swapping;
        _stop.Dispose();
    }

    private static FraudModel Of(params string[] names)
    {
        var schema = new TransactionSchema(
            "swapped", [.. names.Select(name => new Field { Name = name, Kind = FieldKind.Number, Required = name != "other" })]);
        LinearModel.Term[] terms = [.. names.Select(name => new LinearModel.Term(name == "low" ? 1 : 0, 0, 0, 0, []))];
        var importance = names.Select(_ => 1.0 / names.Length).ToArray();
        return new(schema, new LinearModel(0, terms, importance), Calibration.None, MadeModels.Linear(1).Report);
    }
}
