using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Privacy;
using FraudWeb.Tests.History;
using FraudWeb.Tests.Storage;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Privacy;

/// <summary>A store of its own with what is done to people's data in it, at a time that stands still.</summary>
internal sealed class PrivacyStore : IAsyncDisposable
{
    private readonly Random _random = new(1);

    public PrivacyStore()
    {
        Audit = Audits.Of(Store.Database, Clock);
        Subjects = new(Store.Database, Audit, Audits.Chain);
        Erasures = new(Store.Database, Audit, Audits.Chain, Store.Feed, Clock);
        Holds = new(Store.Database, Audit, Audits.Chain, Clock);
        Contests = new(Store.Database, Audit, Store.Feed, Clock);
    }

    public TestStore Store { get; } = new();

    public MovableClock Clock { get; } = new(TestStore.Start.AddDays(10));

    public AuditLog Audit { get; }

    public SubjectQueries Subjects { get; }

    public ErasureWriter Erasures { get; }

    public LegalHoldRegistry Holds { get; }

    public ContestRegistry Contests { get; }

    public RetentionWriter Retention(int predictionsDays, int auditDays = 0) =>
        new(Store.Database, new(predictionsDays, auditDays), Audit, Store.Feed, Clock);

    /// <summary>Keeps an unlabelled prediction on a transaction.</summary>
    public async Task<Prediction> KeepAsync(string? transactionId)
    {
        var prediction = Store.Make(_random).WithLabel(Label.None).WithTransactionId(transactionId);
        await Store.Log.AppendAsync([prediction]);
        return prediction;
    }

    /// <summary>What the audit log tells of some actions, the oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ToldAsync(params string[] actions) =>
        [.. (await Audit.PageAsync(new(), 1_000)).Where(entry => actions.Contains(entry.Action, StringComparer.Ordinal)).Reverse()];

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
