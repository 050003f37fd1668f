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
    private readonly CancellationTokenSource _disposal = new();
    private ModalDialog? _dialog;
    private RetentionPreview? _preview;
    private string? _message;
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
        _disposal.Cancel();
        _disposal.Dispose();
    }

    private static string Days(int days) => days switch
    {
        0 => "permanent",
        1 => "1 day",
        _ => $"{Numbers.Count(days)} days",
    };

    private string Expired(Func<RetentionPreview, long> count) => _preview is null ? "…" : Numbers.Count(count(_preview));

    private async Task CountAsync()
    {
        try
        {
            _preview = await Retention.PreviewAsync(_disposal.Token);
        }
        catch (OperationCanceledException) when (_disposal.IsCancellationRequested)
        {
            // The page was closed.
        }
        catch (DbException e)
        {
            _failure = "Expired data can't be counted. The server log has the details.";
            Logger.LogError(e, "Expired data can't be counted.");
        }
    }

    private async Task EraseAsync()
    {
        if (_isErasing)
        {
            return;
        }

        (_isErasing, _message, _failure) = (true, null, null);
        try
        {
            await _dialog!.CloseAsync();
            var by = await Access.RequireAsync(Role.Administrator);
            var went = await Retention.RunAsync(by, trustsClock: false, new Progress<RecordCounts>(Show), _disposal.Token);
            _message = $"Erased {went}.";
        }
        catch (OperationCanceledException) when (_disposal.IsCancellationRequested)
        {
            // The page was closed. The next run erases the rest.
            return;
        }
        catch (Exception e) when (e is StoreUnavailableException or AccessDeniedException or PrivacyException)
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
            _message = $"Erased {went} so far.";
            StateHasChanged();
        }
    }
}
