using System.Data.Common;
using FraudWeb.Accounts;
using FraudWeb.Components.Shared;
using FraudWeb.Core.Access;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Storage;
using FraudWeb.Display;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Settings;

public sealed partial class RetentionSection : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private ModalDialog? _dialog;
    private RetentionPreview? _preview;
    private string? _said;
    private string? _failure;
    private bool _isErasing;

    [Inject]
    private RetentionWriter Retention { get; set; } = default!;

    [Inject]
    private PageAuthorization Access { get; set; } = default!;

    [Inject]
    private ILogger<RetentionSection> Logger { get; set; } = default!;

    protected override Task OnInitializedAsync() => CountAsync();

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private static string Days(int days) => days switch
    {
        0 => "ever",
        1 => "1 day",
        _ => $"{Numbers.Count(days)} days",
    };

    private string Expired(Func<RetentionPreview, long> count) => _preview is null ? "…" : Numbers.Count(count(_preview));

    private async Task CountAsync()
    {
        try
        {
            _preview = await Retention.PreviewAsync(_left.Token);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (DbException e)
        {
            _failure = "What has expired can't be counted right now; why is in the log.";
            Logger.LogError(e, "What has expired can't be counted.");
        }
    }

    private async Task EraseAsync()
    {
        if (_isErasing)
        {
            return;
        }

        (_isErasing, _said, _failure) = (true, null, null);
        try
        {
            await _dialog!.CloseAsync();
            var by = await Access.RequireAsync(Role.Administrator);
            var went = await Retention.RunAsync(by, new Progress<RecordCounts>(Show), _left.Token);
            _said = $"Erased {went}.";
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left. What is still there goes with the next run.
            return;
        }
        catch (Exception e) when (e is StoreUnavailableException or AccessDeniedException)
        {
            _failure = e.Message;
        }
        finally
        {
            _isErasing = false;
        }

        await CountAsync();
    }

    private void Show(RecordCounts went)
    {
        if (_isErasing)
        {
            _said = $"Erased {went} so far.";
            StateHasChanged();
        }
    }
}
