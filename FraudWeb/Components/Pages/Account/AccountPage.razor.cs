using FraudWeb.Core.Access;
using FraudWeb.Security;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Account;

public sealed partial class AccountPage
{
    private IReadOnlyList<Session> _sessions = [];
    private IReadOnlyList<string>? _codes;
    private long _current;
    private int _codesLeft;
    private string? _said;
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
    private Person Person { get; set; } = default!;

    [Inject]
    private Accounts Accounts { get; set; } = default!;

    [Inject]
    private SessionRegistry Sessions { get; set; } = default!;

    [Inject]
    private Exposure Exposure { get; set; } = default!;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _sessions = await Sessions.ListAsync(Person.Account.Id);
        _current = Sessions.Find(Person.Token, isUse: false)?.Session.Id ?? 0;
        _codesLeft = await Accounts.CountRecoveryCodesAsync(Person.Account);
    }

    private async Task ChangeEmailAsync()
    {
        if (!await Person.IsPasswordAsync(CurrentPassword))
        {
            _refusal = Person.WrongPassword;
            return;
        }

        var refusal = await Accounts.ChangeEmailAsync(Person.Account, (NewEmail ?? "").Trim(), Person.Caller);
        await GoOnAsync(refusal, "The address is changed. Sign in with it from now on.");
    }

    private async Task RenewCodesAsync()
    {
        if (!await Person.IsPasswordAsync(CodesPassword))
        {
            _refusal = Person.WrongPassword;
            return;
        }

        _codes = await Accounts.RenewRecoveryCodesAsync(Person.Account, Person.Caller);
        await GoOnAsync(_codes is null ? Accounts.ChangedMeanwhile : null, "There are new recovery codes; the old ones are void.");
    }

    private async Task RemoveAsync()
    {
        if (!await Person.IsPasswordAsync(RemovePassword))
        {
            _refusal = Person.WrongPassword;
            return;
        }

        var isOff = await Accounts.RemoveSecondFactorAsync(Person.Account, Person.Caller);
        await GoOnAsync(isOff ? null : Accounts.ChangedMeanwhile, Person.Account.Role == Role.Administrator && Exposure.BeyondLoopback
            ? "The second factor is off. Administrators need one here: you will be asked to set up another."
            : "The second factor is off.");
    }

    private async Task EndAsync(Session session)
    {
        await Sessions.RevokeAsync(Person.Account.Id, session.Id, Person.Caller);
        await GoOnAsync(null, "That session has ended.");
    }

    private async Task EndOthersAsync()
    {
        await Sessions.RevokeAsync(Person.Account.Id, null, Person.Caller, except: Person.Token);
        await GoOnAsync(null, "All other sessions have ended.");
    }

    private async Task GoOnAsync(string? refusal, string said)
    {
        (_refusal, _said) = (refusal, refusal is null ? said : null);
        if (refusal is null)
        {
            await Person.KeepSessionAsync();
        }

        await ReadAsync();
    }
}
