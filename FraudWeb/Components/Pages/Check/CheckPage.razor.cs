using System.Data.Common;
using FraudWeb.Accounts;
using FraudWeb.Core;
using FraudWeb.Core.Access;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Storage;
using FraudWeb.Display;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FraudWeb.Components.Pages.Check;

public sealed partial class CheckPage
{
    private static readonly (string, string)[] Keys =
    [
        ("Enter", "Check the transaction and save the prediction"),
        ("↑ ↓", "Increase or decrease a number by one step"),
        ("Alt+N", "Start a new check"),
    ];

    private TransactionDraft _draft = null!;
    private FieldErrors _errors = TransactionDraft.NoErrors();
    private Answer? _answer;
    private WhatIf? _whatIf;
    private string? _failure;
    private string? _note;
    private bool _isSubmitted;
    private bool _busy;
    private bool _restored;
    private bool _isDisposed;
    private int _formNumber;

    private CheckScript? _script;
    private ElementReference _form;
    private ElementReference _result;
    private PasteDialog? _paste;
    private LastChecks? _last;

    [Inject]
    public required PageAuthorization Access { get; init; }

    [Inject]
    public required ScoringService Scoring { get; init; }

    [Inject]
    public required SchemasByVersion Schemas { get; init; }

    [Inject]
    public required PredictionQueries Predictions { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IJSRuntime Js { get; init; }

    /// <summary>The score beside the button, because on a phone the result is not visible while typing.</summary>
    private (double? Probability, RiskLevel Level)? Headline =>
        _whatIf is not null ? (_whatIf.Score.Probability, _whatIf.Verdict.RiskLevel)
        : _answer is not null ? (_answer.Prediction.Probability, _answer.Prediction.RiskLevel)
        : null;

    private string Spoken => _answer is null || Headline is not { } headline ? ""
        : $"{(_whatIf is null ? "" : "What if: ")}{Numbers.Percent(headline.Probability)}, {headline.Level.ToWireName()} risk, "
        + (_whatIf?.Verdict.Decision ?? _answer.Prediction.Decision).ToWireName();

    /// <summary>Whether there is an answer but no what-if, because the form has invalid values.</summary>
    private bool IsBlocked => _answer is not null && !_errors.IsEmpty;

    protected override void OnInitialized() => _draft = new(Scoring.GetScorer().Schema);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            _script = await CheckScript.ImportAsync(Js, _form);
            if (_isDisposed)
            {
                await _script.DisposeAsync();
                return;
            }

            await RestoreAsync(await _script.LoadAsync());
            _restored = true;
            StateHasChanged();
            await _script.WelcomeAsync(TransactionForm.FirstInput);
        }
        catch (JSDisconnectedException)
        {
            // The page was left before it was live.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        if (_script is not null)
        {
            await _script.DisposeAsync();
        }
    }

    private async Task RestoreAsync(SavedDraft? kept)
    {
        if (kept is null)
        {
            return;
        }

        _draft = TransactionDraft.From(_draft.Schema, kept.Texts);
        _ = _draft.Read(_errors);
        if (!PredictionId.TryParse(kept.Prediction, out var id))
        {
            return;
        }

        try
        {
            if (await Predictions.FindAsync(id, await Access.OwnOnlyAsync()) is { } prediction)
            {
                _answer = Answer.Of(prediction, Schemas, Scoring);
            }

            Preview();
        }
        catch (DbException)
        {
            // The draft is restored without its last answer, which can be obtained by another check.
        }
    }

    private async Task CheckAsync()
    {
        if (_busy)
        {
            return;
        }

        // Read, scored and explained by one model, even if another one is promoted while the check runs.
        var scorer = FollowChampion();
        var transaction = Read();
        _isSubmitted = true;
        _note = null;
        if (transaction is null)
        {
            if (_script is not null)
            {
                await _script.FocusAsync(TransactionForm.FirstWrong(_draft.Schema, _errors));
            }

            return;
        }

        _busy = true;
        try
        {
            var by = (await Access.RequireAsync(Role.Analyst)).Actor;
            var prediction = await Scoring.ScoreAsync(scorer, transaction, PredictionSource.Form, by);
            _answer = new(prediction, scorer.Schema, prediction.Probability is null ? null : scorer.Explain(prediction));
            _failure = null;
            _whatIf = null;
            _isSubmitted = false;
        }
        catch (StoreUnavailableException e)
        {
            _failure = e.Message;
        }
        finally
        {
            _busy = false;
        }

        await SaveAsync();
        if (_script is not null)
        {
            await _script.RevealAsync(_result);
        }

        if (_failure is null && _last is not null)
        {
            await _last.RefreshAsync();
        }
    }

    private Task ChangedAsync()
    {
        _note = null;
        _ = Read();
        Preview();
        return SaveAsync();
    }

    /// <summary>Fills the form with other values and removes the previous answer, which was for another transaction.</summary>
    private Task FillAsync(Transaction transaction) =>
        StartAsync(TransactionDraft.Of(transaction.Schema, transaction.Values, transaction.Id));

    private Task NewAsync() => StartAsync(new(Scoring.GetScorer().Schema));

    private async Task StartAsync(TransactionDraft draft)
    {
        _draft = draft;
        FollowChampion();
        _answer = null;
        _whatIf = null;
        _failure = null;
        _note = null;
        _isSubmitted = false;
        _formNumber++;
        _ = Read();
        StateHasChanged();
        await SaveAsync();
        if (_script is not null)
        {
            await _script.FocusAsync(TransactionForm.FirstInput);
        }
    }

    /// <summary>Shows a stored prediction with its values, as if it had just been checked.</summary>
    private async Task OpenAsync(Prediction prediction)
    {
        var answer = Answer.Of(prediction, Schemas, Scoring);
        await StartAsync(TransactionDraft.Of(answer.Schema, prediction.Inputs, prediction.TransactionId));
        _answer = answer;
        Preview();
        await SaveAsync();
        if (_script is not null)
        {
            await _script.RevealAsync(_result);
        }
    }

    private Task ResetAsync()
    {
        if (_answer is { } answer)
        {
            _draft = TransactionDraft.Of(answer.Schema, answer.Prediction.Inputs, answer.Prediction.TransactionId);
        }

        FollowChampion();
        return ChangedAsync();
    }

    private async Task CopyAsync()
    {
        FollowChampion();
        if (_script is null || Read() is not { } transaction)
        {
            return;
        }

        var command = Curl.Command(Navigation.BaseUri, transaction);
        _note = await _script.CopyAsync(command) ? "Copied" : command;
    }

    private Transaction? Read()
    {
        _errors = TransactionDraft.NoErrors();
        return _draft.Read(_errors);
    }

    private void Preview()
    {
        _whatIf = null;
        var scorer = Scoring.GetScorer();
        if (_answer is not { Prediction.Probability: not null } answer || !scorer.Takes(answer.Schema) || !scorer.Takes(_draft.Schema)
            || Read() is not { } transaction)
        {
            return;
        }

        _whatIf = WhatIf.Of(scorer, answer, transaction);
    }

    // Another model may have been promoted while the page was open. The form gets that model's fields and keeps the texts of the
    // fields that both have.
    private Scorer FollowChampion()
    {
        var scorer = Scoring.GetScorer();
        if (!scorer.Takes(_draft.Schema))
        {
            _draft = _draft.For(scorer.Schema);
        }

        return scorer;
    }

    private Task SaveAsync() => _script is null ? Task.CompletedTask : _script.SaveAsync(_draft, _answer?.Prediction.Id);
}
