using System.Diagnostics;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Idempotency;

namespace FraudWeb.Core.History;

/// <summary>A write requested by one caller, with the task that the caller awaits.</summary>
internal abstract class WriteRequest(int rows, CancellationToken cancel)
{
    public int Rows => rows;

    /// <summary>When the wait began, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Start { get; } = Stopwatch.GetTimestamp();

    /// <summary>Cancels the request until its group has begun.</summary>
    public CancellationToken Cancel => cancel;

    public abstract void Write(PredictionWriter writer);

    public abstract void Succeed();

    public abstract void Fail(Exception e);
}

/// <param name="answer">The response to the caller, stored with the predictions. If its key is taken, nothing is stored.</param>
internal sealed class AppendRequest(
    IReadOnlyList<Prediction> predictions, byte[][] inputs, IdempotentResponse? answer, CancellationToken cancel)
    : WriteRequest(Math.Max(predictions.Count, 1), cancel)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _kept;

    /// <summary>False if the response's key is taken.</summary>
    public Task<bool> Done => _done.Task;

    public override void Write(PredictionWriter writer)
    {
        // First, so that nothing has to be rolled back: a taken key must not make the rest of the group fail.
        _kept = answer is null || writer.Keep(answer);
        if (!_kept)
        {
            return;
        }

        for (var i = 0; i < predictions.Count; i++)
        {
            writer.Insert(predictions[i], inputs[i]);
        }
    }

    public override void Succeed() => _done.SetResult(_kept);

    public override void Fail(Exception e) => _done.SetException(e);
}

internal sealed class LabelRequest(PredictionId id, Label label, string? note, Caller by, DateTimeOffset at, CancellationToken cancel)
    : WriteRequest(1, cancel)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _found;

    public Task<bool> Done => _done.Task;

    public override void Write(PredictionWriter writer) => _found = writer.SetLabel(id, label, note, by, at);

    public override void Succeed() => _done.SetResult(_found);

    public override void Fail(Exception e) => _done.SetException(e);
}
