using System.Globalization;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Keys;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Settings;

public sealed partial class KeysPage
{
    private const int MaxDays = 3_650;

    private IReadOnlyList<ApiKey> _keys = [];
    private Func<string, string> _nameOf = actor => actor;
    private (string Text, ApiKey Key)? _made;
    private string? _message;
    private string? _refusal;

    [SupplyParameterFromForm(FormName = "make")]
    private string? KeyName { get; set; }

    [SupplyParameterFromForm(FormName = "make")]
    private List<string>? Scope { get; set; }

    [SupplyParameterFromForm(FormName = "make")]
    private string? Days { get; set; }

    [SupplyParameterFromForm(FormName = "make")]
    private string? CurrentPassword { get; set; }

    [SupplyParameterFromForm]
    private string? RotatePassword { get; set; }

    [Inject]
    private CurrentUser CurrentUser { get; set; } = default!;

    [Inject]
    private KeyRegistry Keys { get; set; } = default!;

    [Inject]
    private KeyMaker Maker { get; set; } = default!;

    [Inject]
    private ActorNames Names { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _keys = await Keys.ListAsync();
        _nameOf = await Names.ReadAsync();
    }

    private async Task MakeAsync()
    {
        var name = KeyName ?? "";
        var scopes = (Scope ?? []).Aggregate(KeyScopes.None, (all, one) => Enum.TryParse<KeyScopes>(one, out var scope) && Enum.IsDefined(scope) ? all | scope : all);
        _refusal = !await CurrentUser.IsPasswordAsync(CurrentPassword) ? CurrentUser.WrongPassword
            : KeyMaker.GetNameError(name) is { } why ? why
            : scopes == KeyScopes.None ? "Choose at least one scope."
            : !int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days > MaxDays ? "Choose how long it works."
            : null;
        if (_refusal is null)
        {
            var life = int.Parse(Days!, CultureInfo.InvariantCulture);
            _made = await Maker.MakeAsync(name, scopes, life == 0 ? null : TimeSpan.FromDays(life), CurrentUser.Caller);
            await ReadAsync();
        }
    }

    private async Task RotateAsync(ApiKey key)
    {
        if (!await CurrentUser.IsPasswordAsync(RotatePassword))
        {
            _refusal = CurrentUser.WrongPassword;
            return;
        }

        _made = await Maker.RotateAsync(key, CurrentUser.Caller);
        _refusal = _made is null ? "This key was rotated already. Rotate the one that took its place, or make a new one." : null;
        await ReadAsync();
    }

    // Without the password: in an emergency every second counts.
    private async Task RevokeAsync(ApiKey key)
    {
        await Keys.RevokeAsync(key.Id, CurrentUser.Caller);
        _message = $"The key {key.Name} works no more.";
        await ReadAsync();
    }

    private string Name(string actor) => _nameOf(actor);

    private string State(ApiKey key) =>
        key.RevokedAt is not null ? "revoked"
        : key.ExpiresAt is not { } expires ? "works until it is revoked"
        : expires <= Clock.GetUtcNow() ? "expired"
        : string.Create(CultureInfo.InvariantCulture, $"works until {expires.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
}
