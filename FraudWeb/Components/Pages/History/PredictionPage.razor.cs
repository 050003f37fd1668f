using System.Data.Common;
using FraudWeb.Core;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Display;
using FraudWeb.Navigation;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.History;

public sealed partial class PredictionPage
{
    private static readonly IReadOnlyList<(string, string)> Keys =
        [.. PredictionTab.All.Select(
            (tab, position) => ((position + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), tab.Title))];

    private PredictionTab _tab = PredictionTab.All[0];
    private Prediction? _prediction;
    private string? _shown;
    private bool _failed;
    private bool _isLoading = true;

    /// <summary>The prediction's id, as in the address.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery]
    private string? Tab { get; set; }

    [Inject]
    private PageAuthorization Access { get; set; } = default!;

    [Inject]
    private PredictionQueries Predictions { get; set; } = default!;

    [Inject]
    private ScoringService Scoring { get; set; } = default!;

    [Inject]
    private ILogger<PredictionPage> Logger { get; set; } = default!;

    private Policy Policy => Scoring.Policy;

    private string Shortened => UserText.Show(CardNumbers.Shorten(Id));

    protected override async Task OnParametersSetAsync()
    {
        _tab = PredictionTab.Of(Tab);
        if (_shown != Id)
        {
            _shown = Id;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            _prediction = PredictionId.TryParse(Id, out var key) ? await Predictions.FindAsync(key, await Access.OwnOnlyAsync()) : null;
            _failed = false;
        }
        catch (DbException e)
        {
            _failed = true;
            Logger.LogError(e, "A prediction can't be read.");
        }

        _isLoading = false;
    }

    private string Href(PredictionTab tab) => Links.Prediction(_prediction!.Id, tab == PredictionTab.All[0] ? null : tab.Word);
}
