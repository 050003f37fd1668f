using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Settings;

public sealed partial class UsersPage
{
    private IReadOnlyList<Core.Access.Account> _accounts = [];
    private (string Email, string Password)? _oneTime;
    private string? _message;
    private string? _refusal;

    [SupplyParameterFromForm]
    private string? Role { get; set; }

    [SupplyParameterFromForm]
    private string? Action { get; set; }

    [SupplyParameterFromForm]
    private string? CurrentPassword { get; set; }

    [SupplyParameterFromForm]
    private string? NewEmail { get; set; }

    [SupplyParameterFromForm]
    private string? NewRole { get; set; }

    [SupplyParameterFromForm]
    private string? InvitePassword { get; set; }

    [Inject]
    private CurrentUser CurrentUser { get; set; } = default!;

    [Inject]
    private AccountCommands Accounts { get; set; } = default!;

    [Inject]
    private AccountRegistry Registry { get; set; } = default!;

    [Inject]
    private SessionRegistry Sessions { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _accounts = await Registry.ListAsync();

    private async Task InviteAsync()
    {
        if (!await CurrentUser.IsPasswordAsync(InvitePassword))
        {
            _refusal = CurrentUser.WrongPassword;
            return;
        }

        if (!Enum.TryParse<Role>(NewRole, out var role) || !Enum.IsDefined(role))
        {
            _refusal = "Choose a role.";
            return;
        }

        var email = (NewEmail ?? "").Trim();
        (var password, _refusal) = await Accounts.InviteAsync(email, role, CurrentUser.Caller);
        _oneTime = password is null ? null : (email, password);
        _accounts = await Registry.ListAsync();
    }

    private async Task ChangeAsync(Core.Access.Account account)
    {
        if (!await CurrentUser.IsPasswordAsync(CurrentPassword))
        {
            _refusal = CurrentUser.WrongPassword;
            return;
        }

        try
        {
            await ApplyAsync(account);
        }
        catch (LastAdministratorException e)
        {
            _refusal = e.Message;
        }

        _accounts = await Registry.ListAsync();
    }

    private async Task ApplyAsync(Core.Access.Account account)
    {
        switch (Action)
        {
            case "role" when Enum.TryParse<Role>(Role, out var role) && Enum.IsDefined(role):
                await Accounts.SetRoleAsync(account, role, CurrentUser.Caller);
                _message = $"{account.Email} now has the role {role.ToWireName()}; their sessions have ended.";
                break;
            case "disable" or "enable":
                await Accounts.SetDisabledAsync(account, Action == "disable", CurrentUser.Caller);
                _message = Action == "disable" ? $"{account.Email} can no longer sign in; their sessions have ended."
                    : $"{account.Email} can sign in again.";
                break;
            case "end":
                await Sessions.RevokeAsync(account.Id, null, CurrentUser.Caller);
                _message = $"All sessions of {account.Email} have ended.";
                break;
            case "reset" or "reset-all":
                _oneTime = (account.Email, await Accounts.ResetAsync(account, Action == "reset-all", CurrentUser.Caller));
                break;
            case "erase":
                await Accounts.EraseAsync(account, CurrentUser.Caller);
                _message = $"The account of {account.Email} was erased. Records of what they did remain under user:{account.Id}.";
                break;
            default:
                _refusal = "Choose an action.";
                break;
        }
    }
}
