using Bunit;
using FraudWeb.Core.History;
using FraudWeb.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Tests.Components.History;

/// <summary>The history's pages, live, for someone in Berlin.</summary>
public abstract class HistoryContext : ScoringContext
{
    protected HistoryContext(params IEnumerable<KeyValuePair<string, string?>> settings)
        : base(settings)
    {
        JSInterop.SetupModule("./js/viewer.js").Setup<string>("zone").SetResult("Europe/Berlin");
    }

    protected PredictionLog Log => Services.GetRequiredService<PredictionLog>();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>Keeps a prediction with a probability that no model gave it.</summary>
    protected async Task<Prediction> KeepAsync(double? probability = 0.02, string? transactionId = null, double amount = 250)
    {
        var prediction = Prediction(probability, transactionId, amount);
        await Log.AppendAsync([prediction]);
        return prediction;
    }

    /// <summary>Keeps a prediction of another time.</summary>
    protected async Task<Prediction> KeepAsync(double? probability, string? transactionId, DateTimeOffset at)
    {
        var id = new PredictionIds(TimeProvider.System, NullLogger<PredictionIds>.Instance).Next(at);
        var prediction = Prediction(probability, transactionId, 250, id);
        await Log.AppendAsync([prediction]);
        return prediction;
    }

    protected Prediction Prediction(double? probability, string? transactionId, double amount, PredictionId? id = null)
    {
        var verdict = Scoring.Policy.Decide(probability ?? double.NaN);
        return new()
        {
            Id = id ?? Services.GetRequiredService<PredictionIds>().Next(),
            TransactionId = transactionId,
            Source = PredictionSource.Api,
            ModelVersion = 1,
            Inputs = [amount, 14, 1, 0, 0, 75, 3, 40],
            Probability = probability,
            Threshold = Scoring.Policy.Threshold,
            IsFraud = verdict.IsFraud,
            RiskLevel = verdict.RiskLevel,
            Decision = verdict.Decision,
            DurationMicroseconds = 400,
        };
    }
}
