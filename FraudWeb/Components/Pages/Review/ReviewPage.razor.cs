using System.Data.Common;
using System.Globalization;
using FraudWeb.Accounts;
using FraudWeb.Components.Shared;
using FraudWeb.Core.Access;
using FraudWeb.Core.History;
using FraudWeb.Core.Privacy;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Review;

/// <summary>The Review page: open contested decisions, oldest first.</summary>
public sealed partial class ReviewPage
{
    private const int PageSize = 50;
    private const int StatementLength = 300;

    private static readonly IReadOnlyList<(string, string)> Keys = [("N", "Next page")];

    private readonly OneAtATime _refreshing;
    private IReadOnlyList<OpenContest> _contests = [];
    private IDisposable? _live;
    private Func<string, string> _nameOf = actor => actor;
    private State _state;
    private string? _actor;
    private int _total;

    public ReviewPage() => _refreshing = new(ReadAsync);

    private enum State
    {
        Loading,
        Full,
        Failed,
        Denied,
    }

    [SupplyParameterFromQuery]
    private string? After { get; set; }

    [Inject]
    private ContestRegistry Contests { get; set; } = default!;

    [Inject]
    private PredictionFeed Feed { get; set; } = default!;

    [Inject]
    private PageAuthorization Access { get; set; } = default!;

    [Inject]
    private ActorNames Names { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<ReviewPage> Logger { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            _live ??= Feed.Subscribe(() => InvokeAsync(LoadAsync));
            await LoadAsync();
        }
    }

    public void Dispose() => _live?.Dispose();

    private async Task LoadAsync()
    {
        await _refreshing.RunAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        try
        {
            // Checked on each read, because the role may have been revoked meanwhile.
            _actor = (await Access.RequireAsync(Role.Reviewer)).Actor.ToString();
            _nameOf = await Names.ReadAsync();
            (_contests, _total) = await Contests.OpenAsync(
                long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0, PageSize);
            _state = State.Full;
        }
        catch (AccessDeniedException)
        {
            (_state, _contests) = (State.Denied, []);
        }
        catch (DbException e)
        {
            _state = State.Failed;
            Logger.LogError(e, "Contested decisions can't be read.");
        }
    }

    private string Age(Contest contest) => (Clock.GetUtcNow() - contest.OpenedAt) switch
    {
        { TotalHours: < 1 } => "less than an hour ago",
        { TotalHours: < 2 } => "an hour ago",
        { TotalDays: < 2 } age => $"{(int)age.TotalHours} hours ago",
        var age => $"{(int)age.TotalDays} days ago",
    };

    private static string Shorten(string text) => text.Length <= StatementLength ? text : text[..StatementLength] + "…";
}
