using System.Data.Common;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.History;
using FraudWeb.Display;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Check;

public sealed partial class LastChecks
{
    private const int Shown = 10;
    private const int FieldsShown = 3;

    private IReadOnlyList<Prediction>? _predictions;
    private bool _failed;
    private int _asked;

    [Inject]
    public required PageAuthorization Access { get; init; }

    [Inject]
    public required PredictionQueries Predictions { get; init; }

    [Inject]
    public required SchemasByVersion Schemas { get; init; }

    /// <summary>Raised when a prediction is to be loaded into the form.</summary>
    [Parameter]
    public EventCallback<Prediction> Chosen { get; set; }

    public async Task RefreshAsync()
    {
        var asked = ++_asked;
        try
        {
            var person = (await Access.RequireAsync(Role.Analyst)).Actor;
            var page = await Predictions.PageAsync(
                new() { Source = PredictionSource.Form, AccountId = person.Id }, HistorySort.Newest, Shown, null);
            // A slow response to an earlier request is out of date.
            if (asked != _asked)
            {
                return;
            }

            _predictions = page.Items;
            _failed = false;
        }
        catch (DbException)
        {
            _failed = true;
        }

        StateHasChanged();
    }

    // Not while prerendering, because the live page would ask again at once.
    protected override Task OnInitializedAsync() => RendererInfo.IsInteractive ? RefreshAsync() : Task.CompletedTask;

    private string Summary(Prediction prediction)
    {
        var values = Schemas.Get(prediction.ModelVersion).Fields.Take(FieldsShown)
            .Select((field, position) => $"{field.Title} {Values.Show(field, prediction.Inputs[position])}");
        return string.Join(" · ", prediction.TransactionId is { } id ? values.Prepend(id) : values);
    }
}
