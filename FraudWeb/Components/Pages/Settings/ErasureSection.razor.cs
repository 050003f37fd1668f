using System.Data.Common;
using FraudWeb.Accounts;
using FraudWeb.Components.Shared;
using FraudWeb.Core.Access;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Storage;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Settings;

public sealed partial class ErasureSection
{
    // A message of a live page may have 32 KiB.
    private const int MaxText = 20_000;

    private ModalDialog? _dialog;
    private IReadOnlyList<SubjectCounts>? _found;
    private string _ids = "";
    private string _password = "";
    private string? _message;
    private string? _failure;
    private string? _refusal;
    private bool _isBusy;

    [Inject]
    private SubjectQueries Subjects { get; set; } = default!;

    [Inject]
    private ErasureWriter Erasures { get; set; } = default!;

    [Inject]
    private PageAuthorization Access { get; set; } = default!;

    [Inject]
    private Reauthentication Reauthentication { get; set; } = default!;

    [Inject]
    private ILogger<ErasureSection> Logger { get; set; } = default!;

    private RecordCounts Total => (_found ?? []).Aggregate(default(RecordCounts), (sum, found) => sum + found.Kept);

    private Task FindAsync() => OnceAsync(async () =>
    {
        await Access.RequireAsync(Role.Administrator);
        _found = null;
        var subjects = Subject.ParseLines(_ids);
        if (subjects.Count is 0 or > Subject.MaxCount)
        {
            _failure = subjects.Count == 0 ? "Enter at least one id."
                : $"You entered {subjects.Count} ids, but at most {Subject.MaxCount} are allowed at a time.";
            return;
        }

        _found = await Subjects.CountAsync(subjects);
        _message = Total.IsNothing ? "No data is stored about them." : $"Found {Total}.";
    });

    private Task AskAsync()
    {
        (_password, _refusal) = ("", null);
        return _dialog!.OpenAsync();
    }

    // Erases what was shown, even if the ids in the box have changed since.
    private Task EraseAsync() => _found is not { } found || _password.Length == 0 ? Task.CompletedTask : OnceAsync(async () =>
    {
        var by = await Access.RequireAsync(Role.Administrator);
        var (password, _) = (_password, _password = "");
        if (!await Reauthentication.CheckAsync(password))
        {
            _refusal = CurrentUser.WrongPassword;
            return;
        }

        await _dialog!.CloseAsync();
        var erasure = await Erasures.EraseAsync([.. found.Select(one => one.Subject)], by);
        (_found, _ids) = (null, "");
        _message = $"Erased {erasure.Went}.";
        if (!erasure.IsOverwritten)
        {
            _failure = "The data is erased, but copies may remain in the data folder, because the database is in constant use or the disk "
                + "failed. Erase the same ids again later.";
        }
    });

    private async Task OnceAsync(Func<Task> work)
    {
        if (_isBusy)
        {
            return;
        }

        (_isBusy, _message, _failure, _refusal) = (true, null, null, null);
        try
        {
            await work();
        }
        catch (Exception e) when (e is PrivacyException or StoreUnavailableException or AccessDeniedException)
        {
            _failure = e.Message;
        }
        catch (DbException e)
        {
            _failure = "The database is unavailable. The server log has the details.";
            Logger.LogError(e, "Stored data can't be read.");
        }
        finally
        {
            _isBusy = false;
        }
    }
}
