using System.Globalization;
using FraudWeb.Components.Charts;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.Schema;
using FraudWeb.Display;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>The tiles and charts of a period that has predictions.</summary>
public sealed partial class DashboardBody
{
    private const string HourOfDay = "hour of the day";
    private static readonly string FewAreEmpty =
        string.Create(CultureInfo.InvariantCulture, $"Fraud share; empty where fewer than {HeatChart.TooFew} were scored");
    private static readonly string[] TimeViews = ["Counts", "Share"];
    private static readonly string[] Scales = ["Log", "Linear"];
    private static readonly string[] Hours = [.. Enumerable.Range(0, 24).Select(hour => hour.ToString("00", CultureInfo.InvariantCulture))];
    private static readonly ChartCard.Key[] CountsOverTime =
        [new("Legitimate, left", "var(--legitimate)"), new("Fraud, right", "var(--fraud)")];
    private static readonly ChartCard.Key[] ThisAndBefore =
        [new("This period", "var(--fraud)"), new("Previous period", "var(--text-muted)", Dashed: true)];

    [Parameter, EditorRequired]
    public required DashboardData Data { get; set; }

    /// <summary>Gets the schema of a model version.</summary>
    [Parameter, EditorRequired]
    public required Func<int, TransactionSchema> SchemaOf { get; set; }

    [Parameter, EditorRequired]
    public required ChartChoices Choices { get; set; }

    [Parameter]
    public EventCallback<ChartChoices> ChoicesChanged { get; set; }

    private string CountedAsFraud => $"Fraud: a probability of at least {Numbers.Number(Data.Threshold)}";

    private string ToldApart =>
        Data.ScoresByLabel
            ? "By label; predictions without one are not counted"
            : "By the model's verdict, because few predictions are labelled";

    /// <summary>The fields that predictions are counted by: those without an order, and those with one.</summary>
    private List<(IReadOnlyList<FieldCounts> Fields, bool Ordered)> Groups =>
        [.. Data.Now.Fields.GroupBy(counts => Data.FieldOf(counts.Field).Kind == FieldKind.Integer).OrderBy(group => group.Key)
            .Select(group => ((IReadOnlyList<FieldCounts>)[.. group], group.Key))];

    private HeatMap? Map =>
        Data.Now.Heat.FirstOrDefault(heat => heat.Field == Choices.Heat) ?? (Data.Now.Heat is [var first, ..] ? first : null);

    private FieldCounts Chosen(IReadOnlyList<FieldCounts> fields, bool ordered) =>
        fields.FirstOrDefault(field => field.Field == (ordered ? Choices.Along : Choices.By))
        ?? fields.FirstOrDefault(field => Data.FieldOf(field.Field).Kind == FieldKind.Category)
        ?? fields[0];

    private Task Choose(ChartChoices choices) => ChoicesChanged.InvokeAsync(choices);

    private static ChartCard.Key[] AllTogether(IReadOnlyList<ShareBar> bars) =>
        [new("Fraud share", "var(--fraud)"),
            new($"Overall {Numbers.Percent(ShareBars.Together(bars))}", "var(--text-muted)", Dashed: true)];

    private static ChartCard.Key[] Shades(IReadOnlyList<HeatRow> rows) =>
        [.. HeatChart.Scale(rows).Select((share, i) => new ChartCard.Key(
            i == 0 ? "0%" : $"to {Numbers.Percent(share)}", string.Create(CultureInfo.InvariantCulture, $"var(--heat-{i})")))];
}
