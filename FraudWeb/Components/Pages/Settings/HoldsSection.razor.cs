using System.Data.Common;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Storage;
using FraudWeb.Navigation;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Settings;

public sealed partial class HoldsSection
{
    private const int Shown = 200;

    private IReadOnlyList<LegalHold> _holds = [];
    private Func<string, string> _nameOf = actor => actor;
    private int? _total;
    private string _id = "";
    private string _reason = "";
    private string? _message;
    private string? _failure;
    private bool _isBusy;

    [Inject]
    private LegalHoldRegistry Holds { get; set; } = default!;

    [Inject]
    private ActorNames Names { get; set; } = default!;

    [Inject]
    private PageAuthorization Access { get; set; } = default!;

    [Inject]
    private ILogger<HoldsSection> Logger { get; set; } = default!;

    protected override Task OnInitializedAsync() => OnceAsync(() => Task.CompletedTask);

    private Task SetAsync() => OnceAsync(async () =>
    {
        await Holds.SetAsync(_id.Trim(), _reason, await Access.RequireAsync(Role.Administrator));
        (_message, _id, _reason) = ("The legal hold was set.", "", "");
    });

    private Task LiftAsync(LegalHold hold) => OnceAsync(async () =>
    {
        await Holds.LiftAsync(hold.TransactionId, await Access.RequireAsync(Role.Administrator));
        _message = "The legal hold was lifted.";
    });

    private static string HistoryOf(LegalHold hold) => Links.History(new() { TransactionId = hold.TransactionId });

    // Runs an action and reloads the list.
    private async Task OnceAsync(Func<Task> work)
    {
        if (_isBusy)
        {
            return;
        }

        (_isBusy, _message, _failure) = (true, null, null);
        try
        {
            await work();
        }
        catch (Exception e) when (e is PrivacyException or StoreUnavailableException or AccessDeniedException)
        {
            _failure = e.Message;
        }
        finally
        {
            _isBusy = false;
        }

        try
        {
            _nameOf = await Names.ReadAsync();
            (_holds, _total) = await Holds.ListAsync(Shown);
        }
        catch (DbException e)
        {
            _failure = "The legal holds can't be read. The server log has the details.";
            Logger.LogError(e, "Legal holds can't be read.");
        }
    }
}
