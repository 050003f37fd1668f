using FraudWeb.Accounts;
using FraudWeb.Api;
using FraudWeb.Core.Access;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Storage;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.History;

public sealed partial class LabelsTab
{
    private IReadOnlyList<LabelEntry> _labels = [];
    private Func<string, string> _nameOf = actor => actor;
    private bool _mayLabel;
    private Label _label;
    private string _note = "";
    private string? _message;
    private string? _failure;
    private bool _isSaving;

    [Parameter, EditorRequired]
    public required Prediction Prediction { get; set; }

    /// <summary>Raised when a label was saved.</summary>
    [Parameter]
    public EventCallback Labelled { get; set; }

    [Inject]
    private PredictionQueries Predictions { get; set; } = default!;

    [Inject]
    private PageAuthorization Access { get; set; } = default!;

    [Inject]
    private PredictionLog Log { get; set; } = default!;

    [Inject]
    private ActorNames Names { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        _mayLabel = await Access.IsAllowedAsync(Role.Reviewer);
        _labels = await Predictions.LabelsOfAsync(Prediction.Id);
        _nameOf = _labels.Count == 0 ? _nameOf : await Names.ReadAsync();
    }

    private async Task SaveAsync()
    {
        // A second click may arrive before the first one's answer has disabled the button.
        if (_isSaving || _label == Label.None)
        {
            return;
        }

        if (LabelBody.WhyNotNote(_note) is { } why)
        {
            _failure = $"The note {why}.";
            return;
        }

        (_isSaving, _message, _failure) = (true, null, null);
        try
        {
            await Log.LabelAsync(
                Prediction.Id, _label, string.IsNullOrWhiteSpace(_note) ? null : _note.Trim(), await Access.RequireAsync(Role.Reviewer));
            (_message, _label, _note) =
                ($"Saved as {_label.ToWireName()}.{(CardNumbers.IsIn(_note) ? " A card number in the note was masked." : "")}", Label.None,
                "");
            await Labelled.InvokeAsync();
        }
        catch (StoreUnavailableException e)
        {
            _failure = e.Message;
        }
        finally
        {
            _isSaving = false;
        }
    }
}
