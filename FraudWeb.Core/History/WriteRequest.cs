using FraudWeb.Core.Access;

namespace FraudWeb.Core.History;

/// <summary>What one caller wants written, and the caller's wait for it.</summary>
internal abstract class WriteRequest(int rows, CancellationToken cancel)
{
    public int Rows => rows;

    /// <summary>A caller may give up until its group is begun.</summary>
    public CancellationToken Cancel => cancel;

    public abstract void Write(PredictionWriter writer);

    public abstract void Succeed();

    public abstract void Fail(Exception e);
}

internal sealed class AppendRequest(IReadOnlyList<Prediction> predictions, byte[][] inputs, CancellationToken cancel)
    : WriteRequest(predictions.Count, cancel)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public override void Write(PredictionWriter writer)
    {
        for (var i = 0; i < predictions.Count; i++)
        {
            writer.Insert(predictions[i], inputs[i]);
        }
    }

    public override void Succeed() => _done.SetResult();

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
