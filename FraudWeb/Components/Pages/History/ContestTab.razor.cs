using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.History;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Storage;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.History;

public sealed partial class ContestTab
{
    private IReadOnlyList<Contest> _contests = [];
    private Func<string, string> _nameOf = actor => actor;
    private bool _mayDecide;
    private string? _actor;
    private string _statement = "";
    private Decision? _outcome;
    private string _reason = "";
    private string? _message;
    private string? _failure;
    private bool _isSaving;

    [Parameter, EditorRequired]
    public required Prediction Prediction { get; set; }

    [Inject]
    private ContestRegistry Contests { get; set; } = default!;

    [Inject]
    private ActorNames Names { get; set; } = default!;

    [Inject]
    private PageAuthorization Access { get; set; } = default!;

    // There is at most one.
    private Contest? Waiting => _contests.LastOrDefault(contest => contest.DecidedAt is null);

    private bool IsOwn => Waiting?.OpenedBy == _actor;

    protected override async Task OnParametersSetAsync()
    {
        _mayDecide = await Access.IsAllowedAsync(Role.Reviewer);
        _actor = await Access.IsAllowedAsync(Role.Analyst) ? (await Access.RequireAsync(Role.Analyst)).Actor.ToString() : null;
        _nameOf = await Names.ReadAsync();
        _contests = await Contests.OfAsync(Prediction.Id);
    }

    private Task OpenAsync() => SaveAsync(async () =>
    {
        await Contests.OpenAsync(Prediction.Id, _statement, await Access.RequireAsync(Role.Analyst), await Access.OwnOnlyAsync());
        (_message, _statement) = ($"Recorded.{Masked(_statement)}", "");
    });

    private Task DecideAsync() => Waiting is not { } contest || _outcome is not { } outcome ? Task.CompletedTask : SaveAsync(async () =>
    {
        await Contests.DecideAsync(contest.Id, outcome, _reason, await Access.RequireAsync(Role.Reviewer));
        (_message, _outcome, _reason) = ($"Decided: {outcome.ToWireName()}.{Masked(_reason)}", null, "");
    });

    private static string Masked(string text) => CardNumbers.IsIn(text) ? " A card number in the text was masked." : "";

    private async Task SaveAsync(Func<Task> save)
    {
        // A second click may arrive before the first one's answer has disabled the button.
        if (_isSaving)
        {
            return;
        }

        (_isSaving, _message, _failure) = (true, null, null);
        try
        {
            await save();
        }
        catch (Exception e) when (e is PrivacyException or StoreUnavailableException or AccessDeniedException)
        {
            _failure = e.Message;
        }
        finally
        {
            _isSaving = false;
        }

        _contests = await Contests.OfAsync(Prediction.Id);
    }
}
