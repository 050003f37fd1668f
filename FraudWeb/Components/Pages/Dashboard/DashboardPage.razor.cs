using FraudWeb.Components.Shared;
using FraudWeb.Navigation;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>The Dashboard page: current activity, and whether it is unusual. It is live: it shows every change of the database, and the
/// range moves with the clock.</summary>
public sealed partial class DashboardPage
{
    // Time passes even without new predictions.
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    // The range before the newest prediction, if it is too old for every named range.
    private static readonly TimeSpan UpToNewest = TimeSpan.FromDays(30);

    private readonly CancellationTokenSource _disposal = new();
    private readonly OneAtATime _loading;
    private DashboardLoader? _loader;
    private IDisposable? _subscription;
    private ITimer? _idle;
    private IJSObjectReference? _addressBar;
    private State _state;
    private TimeRange? _asked;
    private TimeRange? _found;
    private DashboardAnswer? _answer;
    private string? _navigatedTo;
    private ChartChoices _choices = new();

    public DashboardPage() => _loading = new(LoadOnceAsync);

    private enum State
    {
        Loading,
        Loaded,

        // There are no predictions at all.
        Empty,
        Failed,

        // There are figures, but newer ones could not be loaded.
        Stale,
    }

    [SupplyParameterFromQuery]
    public string? Range { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "time")]
    public string? OverTime { get; set; }

    [SupplyParameterFromQuery]
    public string? Scale { get; set; }

    [SupplyParameterFromQuery]
    public string? By { get; set; }

    [SupplyParameterFromQuery]
    public string? Along { get; set; }

    [SupplyParameterFromQuery]
    public string? Heat { get; set; }

    // If no range was requested, the first one found is kept, so that the page does not switch as time passes.
    private TimeRange? Shown => _asked ?? _found;

    // Another range is loading. Until then, the previous one stays visible but dimmed, so that the page does not shift.
    private bool IsBusy => _answer is not null && _answer.Range != Shown;

    protected override async Task OnParametersSetAsync()
    {
        // The address of the last navigation. Later choices are in the browser's address too, but Blazor does not know about them.
        if (Navigation.Uri != _navigatedTo)
        {
            _navigatedTo = Navigation.Uri;
            _choices = ChartChoices.Parse(OverTime, Scale, By, Along, Heat);
        }

        var asked = TimeRange.Parse(Range, From, To);
        if (asked == _asked)
        {
            return;
        }

        (_asked, _found) = (asked, null);
        if (_subscription is not null)
        {
            await LoadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        // The time zone first, because it determines where days begin.
        await Clock.EnsureAsync(Js);
        if (_disposal.IsCancellationRequested)
        {
            return;
        }

        _loader = new(Figures, Predictions, Scoring, Time);
        _subscription = Feed.Subscribe(() => InvokeAsync(LoadAsync));
        _idle = Time.CreateTimer(_ => _ = InvokeAsync(LoadAsync), null, Idle, Idle);
        await LoadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        if (_idle is not null)
        {
            await _idle.DisposeAsync();
        }

        await _disposal.CancelAsync();
        _disposal.Dispose();
        try
        {
            if (_addressBar is not null)
            {
                await _addressBar.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has disconnected, and its module with it.
        }
    }

    private Task LoadAsync() => _loading.RunAsync();

    // The whole month, because its last day has hardly any fraud.
    private void ShowDemo() => Navigation.NavigateTo(Links.Dashboard("30d"));

    private async Task LoadOnceAsync()
    {
        // The last signal may arrive after the page was disposed of.
        if (_disposal.IsCancellationRequested)
        {
            return;
        }

        var asked = _asked;
        try
        {
            var answer = await _loader!.LoadAsync(Shown, Clock.Zone, _answer?.Data, _disposal.Token);

            // If the address has changed meanwhile, its range is loaded next.
            if (_asked == asked)
            {
                (_answer, _state) = (answer, answer is null ? State.Empty : State.Loaded);
                _found = asked is null ? answer?.Range : null;
            }
        }
        catch (OperationCanceledException) when (_disposal.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            Logger.LogError(e, "The figures of the dashboard could not be read.");
            _state = _answer is not null && !IsBusy ? State.Stale : State.Failed;
        }

        StateHasChanged();
    }

    private string WithChoices(string address) => Navigation.GetUriWithQueryParameters(address, _choices.ToQuery());

    private async Task ChooseAsync(ChartChoices choices)
    {
        _choices = choices;
        _addressBar ??= await Js.InvokeAsync<IJSObjectReference>("import", "./js/address.js");
        await _addressBar.InvokeVoidAsync("replace", WithChoices(Navigation.Uri));
    }

    private string Reaching(DateTimeOffset newest)
    {
        var now = Time.GetUtcNow();
        var range = TimeRange.Reaching(newest, now, Clock.Zone);
        return WithChoices(range.At(now, Clock.Zone).From <= newest ? Links.Dashboard(range.Name)
            : Links.Dashboard(newest - UpToNewest, newest.AddHours(1)));
    }
}
