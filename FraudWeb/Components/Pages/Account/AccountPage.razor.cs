using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Sessions;
using FraudWeb.Surface;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Account;

public sealed partial class AccountPage
{
    private IReadOnlyList<Session> _sessions = [];
    private IReadOnlyList<string>? _codes;
    private long _current;
    private int _codesLeft;
    private string? _message;
    private string? _refusal;

    [SupplyParameterFromForm(FormName = "email")]
    private string? NewEmail { get; set; }

    [SupplyParameterFromForm(FormName = "email")]
    private string? CurrentPassword { get; set; }

    [SupplyParameterFromForm(FormName = "codes")]
    private string? CodesPassword { get; set; }

    [SupplyParameterFromForm(FormName = "remove")]
    private string? RemovePassword { get; set; }

    [Inject]
    private CurrentUser CurrentUser { get; set; } = default!;

    [Inject]
    private AccountCommands Accounts { get; set; } = default!;

    [Inject]
    private SecondFactor SecondFactor { get; set; } = default!;

    [Inject]
    private SessionRegistry Sessions { get; set; } = default!;

    [Inject]
    private ServerBindings Bindings { get; set; } = default!;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _sessions = await Sessions.ListAsync(CurrentUser.Account.Id);
        _current = Sessions.Find(CurrentUser.Token, isUse: false)?.Session.Id ?? 0;
        _codesLeft = SecondFactor.CountRecoveryCodes(CurrentUser.Account);
    }

    private async Task ChangeEmailAsync()
    {
        if (!await CurrentUser.IsPasswordAsync(CurrentPassword))
        {
            _refusal = CurrentUser.WrongPassword;
            return;
        }

        var refusal = await Accounts.ChangeEmailAsync(CurrentUser.Account, (NewEmail ?? "").Trim(), CurrentUser.Caller);
        await GoOnAsync(refusal, "The address is changed. Sign in with it from now on.");
    }

    private async Task RenewCodesAsync()
    {
        if (!await CurrentUser.IsPasswordAsync(CodesPassword))
        {
            _refusal = CurrentUser.WrongPassword;
            return;
        }

        _codes = await SecondFactor.RenewRecoveryCodesAsync(CurrentUser.Account, CurrentUser.Caller);
        await GoOnAsync(_codes is null ? AccountCommands.ChangedMeanwhile : null, "There are new recovery codes; the old ones are void.");
    }

    private async Task RemoveAsync()
    {
        if (!await CurrentUser.IsPasswordAsync(RemovePassword))
        {
            _refusal = CurrentUser.WrongPassword;
            return;
        }

        var isOff = await SecondFactor.RemoveAsync(CurrentUser.Account, CurrentUser.Caller);
        await GoOnAsync(isOff ? null : AccountCommands.ChangedMeanwhile, CurrentUser.Account.Role == Role.Administrator && Bindings.BeyondLoopback
            ? "The second factor is off. Administrators need one here: you will be asked to set up another."
            : "The second factor is off.");
    }

    private async Task EndAsync(Session session)
    {
        await Sessions.RevokeAsync(CurrentUser.Account.Id, session.Id, CurrentUser.Caller);
        await GoOnAsync(null, "That session has ended.");
    }

    private async Task EndOthersAsync()
    {
        await Sessions.RevokeAsync(CurrentUser.Account.Id, null, CurrentUser.Caller, except: CurrentUser.Token);
        await GoOnAsync(null, "All other sessions have ended.");
    }

    private async Task GoOnAsync(string? refusal, string said)
    {
        (_refusal, _message) = (refusal, refusal is null ? said : null);
        if (refusal is null)
        {
            await CurrentUser.KeepSessionAsync();
        }

        await ReadAsync();
    }
}
