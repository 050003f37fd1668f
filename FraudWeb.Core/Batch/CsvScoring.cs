using System.Buffers;
using System.Text;
using System.Threading.Channels;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Batch;

/// <summary>Scores a CSV file of any size: appends <c>fraud_probability,is_fraud,risk_level</c> and the strongest reasons to each row, in
/// input order. Other columns are copied unchanged except for <see cref="CsvGuard"/>. Reading, scoring and writing run concurrently, a few
/// chunks of rows apart. A row that the model fails to score gets no probability and the verdict <see cref="Policy.Unscored"/>.</summary>
/// <param name="decider">Scores the rows and decides on them.</param>
/// <param name="explain">The number of reasons to write, each as a field and its contribution in log-odds; limited to the number of
/// fields.</param>
public sealed class CsvScoring(Decider decider, int explain = 0)
{
    // One chunk for each of the three stages and one between each two, so that no stage waits for another.
    private const int Chunks = 5;

    private readonly int _explain = Math.Min(explain, decider.Model.Schema.Fields.Length);

    /// <summary>The columns that are appended.</summary>
    public IEnumerable<string> AddedColumns =>
    [
        ScoredColumns.Probability, ScoredColumns.Verdict, ScoredColumns.RiskLevel,
        .. Enumerable.Range(1, _explain)
            .SelectMany(i => new[] { FormattableString.Invariant($"reason_{i}"), FormattableString.Invariant($"contribution_{i}") }),
    ];

    /// <summary>Scores all rows.</summary>
    /// <param name="rows">The file, after its header.</param>
    /// <param name="output">Receives the scored file.</param>
    /// <param name="rejected">Receives rows that can't be scored.</param>
    /// <param name="progress">Receives the number of rows written.</param>
    /// <param name="cancellationToken">Cancels the work between two chunks.</param>
    /// <exception cref="CsvException">The file does not match the model's schema, or a row is invalid and <paramref name="rejected"/>
    /// stops.</exception>
    public async Task<CsvScoringResult> RunAsync(
        CsvRows rows, Stream output, RejectedRows rejected, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        var transactions = new TransactionCsv(rows, decider.Model.Schema);
        var (written, frauds, failed) = (0L, 0L, 0L);
        await output.WriteAsync(Header(rows), cancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var free = Channel.CreateBounded<ScoredChunk>(Chunks);
        var read = Channel.CreateBounded<ScoredChunk>(Chunks);
        var scored = Channel.CreateBounded<ScoredChunk>(Chunks);
        for (var i = 0; i < Chunks; i++)
        {
            free.Writer.TryWrite(new(decider, _explain, (byte)rows.Separator));
        }

        await Task.WhenAll(StageAsync(ReadAsync, stop), StageAsync(ScoreAsync, stop), StageAsync(WriteAsync, stop));
        await output.FlushAsync(cancellationToken);
        return new(written, frauds, rejected.Count, failed);

        async Task ReadAsync()
        {
            for (var more = true; more;)
            {
                var chunk = await free.Reader.ReadAsync(stop.Token);
                more = chunk.Fill(rows, transactions, rejected);
                await read.Writer.WriteAsync(chunk, stop.Token);
            }

            read.Writer.Complete();
        }

        async Task ScoreAsync()
        {
            await foreach (var chunk in read.Reader.ReadAllAsync(stop.Token))
            {
                chunk.Score();
                await scored.Writer.WriteAsync(chunk, stop.Token);
            }

            scored.Writer.Complete();
        }

        async Task WriteAsync()
        {
            await foreach (var chunk in scored.Reader.ReadAllAsync(stop.Token))
            {
                await output.WriteAsync(chunk.Text, stop.Token);
                (written, frauds, failed) = (written + chunk.Rows, frauds + chunk.Frauds, failed + chunk.Failed);
                progress?.Report(written);
                await free.Writer.WriteAsync(chunk, stop.Token);
            }
        }
    }

    // A stage that fails stops the others; the caller sees only the original error.
    private static async Task StageAsync(Func<Task> stage, CancellationTokenSource stop)
    {
        try
        {
            await Task.Run(stage, stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private byte[] Header(CsvRows rows)
    {
        if (AddedColumns.FirstOrDefault(added => rows.PositionOf(added) >= 0 && added != decider.Model.Schema.Label) is { } taken)
        {
            throw new CsvException($"{rows.Name}:1: already has a column {taken}; drop or rename it, because scoring adds its own");
        }

        var header = new ArrayBufferWriter<byte>();
        CsvGuard.WriteRow(rows, header);
        foreach (var column in AddedColumns)
        {
            header.Write([(byte)rows.Separator]);
            header.Write(Encoding.ASCII.GetBytes(column));
        }

        header.Write("\n"u8);
        return header.WrittenSpan.ToArray();
    }
}
