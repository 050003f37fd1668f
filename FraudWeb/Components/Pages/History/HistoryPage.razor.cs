using System.Data.Common;
using FraudWeb.Components.Shared;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Display;
using FraudWeb.Navigation;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Page = FraudWeb.Core.History.HistoryPage;

namespace FraudWeb.Components.Pages.History;

public sealed partial class HistoryPage : IDisposable
{
    /// <summary>The maximum number of rows that a page shows and its circuit holds.</summary>
    public const int PageSize = 50;

    private const int ColumnCount = 3;

    private static readonly IReadOnlyList<(string, string)> Keys =
        [("/", "Find an id"), ("F", "Add a filter"), ("N", "Next page"), ("P", "Previous page")];

    private readonly OneAtATime _refreshing;
    private readonly CancellationTokenSource _disposal = new();
    private CancellationTokenSource _wanted = new();
    private IDisposable? _live;
    private IReadOnlyList<int> _versions = [];
    private IReadOnlyList<FilterTopic> _topics = [];
    private HistoryState _state = new();
    private HistoryFilter _asked = new();
    private Page? _page;
    private HistoryCount? _count;
    private string? _notUnderstood;
    private bool _failed;
    private bool _isEmpty;
    private bool _isSearching;
    private int _waiting;

    public HistoryPage() => _refreshing = new(RefreshAsync);

    [Inject]
    private PageAuthorization Access { get; set; } = default!;

    [Inject]
    private PredictionQueries Predictions { get; set; } = default!;

    [Inject]
    private PredictionFeed Feed { get; set; } = default!;

    [Inject]
    private ModelRegistry Models { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private ILogger<HistoryPage> Logger { get; set; } = default!;

    private TransactionSchema Schema => Models.Champion.Model.Schema;

    private IReadOnlyList<Field> Columns => [.. Schema.Fields.Take(ColumnCount)];

    // A filter on fields scans a limited number of predictions at a time, and may find few of them.
    private bool IsPartial => _page is { NextCursor: not null } && _page.Items.Count < PageSize;

    private HistoryState? Next => _page is { NextCursor: { } cursor } && !IsPartial ? _state.Next(cursor, _asked) : null;

    private string Waiting => _waiting switch
    {
        1 => "1 new prediction",
        PageSize => $"{PageSize} or more new predictions",
        _ => $"{_waiting} new predictions",
    };

    private string Counted => _count switch
    {
        null => "",
        { Accuracy: CountAccuracy.Estimate } about => $"About {Numbers.Count(about.Value)} predictions",
        { Accuracy: CountAccuracy.AtLeast, Value: 0 } => "",
        { Accuracy: CountAccuracy.AtLeast } least => $"{Numbers.Count(least.Value)} predictions or more",
        { Value: 1 } => "1 prediction",
        { } exact => $"{Numbers.Count(exact.Value)} predictions",
    };

    protected override async Task OnInitializedAsync()
    {
        ReadAddress();

        // Not while prerendering: otherwise the rows would appear, be replaced by a skeleton and appear again.
        if (RendererInfo.IsInteractive)
        {
            Navigation.LocationChanged += Moved;
            _live = Feed.Subscribe(() => InvokeAsync(_refreshing.RunAsync));
            await LoadAsync();
        }
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _live?.Dispose();
        _disposal.Cancel();
        _disposal.Dispose();
        _wanted.Dispose();
    }

    private void Moved(object? sender, LocationChangedEventArgs moved)
    {
        if (new Uri(moved.Location).AbsolutePath == Links.History())
        {
            _ = InvokeAsync(async () =>
            {
                try
                {
                    await LoadAsync();
                }
                catch (Exception e)
                {
                    // Nobody awaits this task, so unexpected exceptions are handled like those of the page itself.
                    await DispatchExceptionAsync(e);
                }
            });
        }
    }

    /// <summary>Loads the list that the address describes. A later call cancels an earlier one.</summary>
    private async Task LoadAsync()
    {
        if (_disposal.IsCancellationRequested)
        {
            return;
        }

        await _wanted.CancelAsync();
        _wanted.Dispose();
        _wanted = CancellationTokenSource.CreateLinkedTokenSource(_disposal.Token);
        var wanted = _wanted.Token;
        try
        {
            await LoadAsync(wanted);
        }
        catch (OperationCanceledException) when (wanted.IsCancellationRequested)
        {
            return;
        }
        catch (CursorException)
        {
            Navigation.NavigateTo(_state.FirstPage.Href, replace: true);
            return;
        }
        catch (DbException e)
        {
            Fail(e);
        }

        StateHasChanged();
    }

    private void ReadAddress()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        _state = HistoryState.Read(new QueryCollection(query), Schema, out var refusal);
        _notUnderstood = refusal is null ? null : string.Join(", ", query.Keys.Except(_state.Names));
        _topics = FilterTopic.All(Schema, _versions);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        // A model may have been added since the page was opened.
        _versions = [.. (await Models.ListAsync(cancel)).Select(model => model.Version)];
        ReadAddress();
        _asked = _state.FilterAt(Time.GetUtcNow()) with { AccountId = await Access.OwnOnlyAsync() };
        var page = await Predictions.PageAsync(_asked, _state.Sort, PageSize, _state.Cursor, cancel);
        _isEmpty = page.Items.Count == 0 && !await Predictions.AnyAsync(_asked.AccountId, cancel);
        (_page, _count, _failed, _waiting) = (page, null, false, 0);

        // Show the rows before counting them.
        StateHasChanged();
        _count = await Predictions.CountAsync(_asked, cancel);
    }

    /// <summary>Counts the new predictions for this page. They are not inserted, so that rows do not move while being read.</summary>
    private async Task RefreshAsync()
    {
        if (_isSearching || _page is null || !_state.IsFirstPage || _disposal.IsCancellationRequested)
        {
            return;
        }

        try
        {
            if (_page.Items.Count == 0 && _asked.Fields.Count == 0)
            {
                await LoadAsync();
            }
            else if (_page.Items.Count > 0 && _state.Sort == HistorySort.Newest)
            {
                // Few predictions are newer than the first row, so this is fast with any filter.
                var first = _page.Items[0];
                var fresh = await Predictions.PageAsync(
                    _asked with { From = first.Timestamp }, HistorySort.Newest, PageSize, cancel: _disposal.Token);
                _waiting = fresh.Items.Count(prediction => prediction.Id > first.Id);
                StateHasChanged();
            }
        }
        catch (Exception e) when (e is DbException or OperationCanceledException)
        {
            // The displayed rows stay, and the next signal tries again.
        }
    }

    /// <summary>Continues a paused search over fields, until it finds something or is stopped.</summary>
    private async Task SearchFurtherAsync()
    {
        _isSearching = true;
        var cancel = _wanted.Token;
        try
        {
            for (var before = _page!.Items.Count; _isSearching && IsPartial && _page.Items.Count == before;)
            {
                var more = await Predictions.PageAsync(_asked, _state.Sort, PageSize - before, _page.NextCursor, cancel);
                _page = more with { Items = [.. _page.Items, .. more.Items] };
                StateHasChanged();
                await Task.Delay(TimeSpan.FromMilliseconds(1), Time, cancel); // lets a click on Stop be handled
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Another list has been requested meanwhile.
        }
        catch (DbException e)
        {
            Fail(e);
        }
        finally
        {
            _isSearching = false;
        }
    }

    private void Fail(DbException e)
    {
        _failed = true;
        Logger.LogError(e, "The history can't be read.");
    }

    private async Task FindAsync(string id)
    {
        if (PredictionId.TryParse(id.TrimStart('#'), out var key)
            && await Predictions.FindAsync(key, await Access.OwnOnlyAsync()) is not null)
        {
            Navigation.NavigateTo(Links.Prediction(key));
        }
        else if (id.Length > 0)
        {
            // Without the current filters, because they could hide the transaction.
            Navigation.NavigateTo(Links.History(new HistoryLink { TransactionId = id }));
        }
    }
}
