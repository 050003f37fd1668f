using System.Data.Common;
using System.Diagnostics;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.Idempotency;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Storage;

namespace FraudWeb.Core.History;

/// <summary>Writes groups of predictions and labels, each in one transaction with its rollups. Used by one thread. After a failure the
/// writer is discarded and the next group gets a new one.</summary>
internal sealed class PredictionWriter : IDisposable
{
    private const string InsertSql = """
        INSERT INTO predictions (id, transaction_id, source, model_version, probability, threshold, is_fraud, risk_level, decision, label,
            duration_us, inputs, account_id, key_id)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13)
        """;

    private const string SelectSql = """
        SELECT model_version, probability, is_fraud, risk_level, decision, label, duration_us, inputs FROM predictions WHERE id = @p0
        """;

    private const string SetLabelSql = "UPDATE predictions SET label = @p1 WHERE id = @p0";
    private const string AddLabelSql = "INSERT INTO labels (prediction_id, label, note, \"by\", at) VALUES (@p0, @p1, @p2, @p3, @p4)";

    // Almost every write is of unlabelled predictions. With fewer columns it has about a third of the cost.
    private const string AddUnlabelledSql = """
        INSERT INTO rollups (dimension, hour, bucket, count, flagged, amount, labelled_fraud, labelled_legitimate,
            true_positive, false_positive)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, 0, 0, 0, 0)
        ON CONFLICT (dimension, hour, bucket) DO UPDATE SET
            count = rollups.count + excluded.count, flagged = rollups.flagged + excluded.flagged, amount = rollups.amount + excluded.amount
        """;

    private const string AddLabelledSql = """
        INSERT INTO rollups (dimension, hour, bucket, count, flagged, labelled_fraud, labelled_legitimate,
            true_positive, false_positive, amount)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)
        ON CONFLICT (dimension, hour, bucket) DO UPDATE SET
            count = rollups.count + excluded.count, flagged = rollups.flagged + excluded.flagged,
            labelled_fraud = rollups.labelled_fraud + excluded.labelled_fraud,
            labelled_legitimate = rollups.labelled_legitimate + excluded.labelled_legitimate,
            true_positive = rollups.true_positive + excluded.true_positive,
            false_positive = rollups.false_positive + excluded.false_positive, amount = rollups.amount + excluded.amount
        """;

    private const int KeptTallies = 64;
    private static readonly TimeSpan LimitStep = TimeSpan.FromMilliseconds(250);

    private readonly Database _database;
    private readonly SchemasByVersion _schemas;
    private readonly AuditLog _audit;
    private readonly AuditWriter _auditWriter;
    private readonly DbConnection _connection;
    private readonly WalCheckpoints _checkpoints;
    private readonly Statement _insert;
    private readonly Statement _select;
    private readonly Statement _setLabel;
    private readonly Statement _addLabel;
    private readonly Statement _addUnlabelled;
    private readonly Statement _addLabelled;
    private readonly IdempotentResponseWriter _answers;
    private readonly Dictionary<(TransactionSchema Schema, long Hour), RollupTally> _tallies = [];
    private DbTransaction _transaction = null!;
    private TimeSpan _limit;

    public PredictionWriter(Database database, SchemasByVersion schemas, AuditLog audit, TimeProvider clock)
    {
        _database = database;
        _schemas = schemas;
        _audit = audit;
        _connection = database.OpenWriter();
        _limit = database.Connections.MaxWait;
        _checkpoints = new(_connection, database);
        _auditWriter = audit.Writer(_connection);
        _insert = new(_connection, InsertSql, 14);
        _select = new(_connection, SelectSql, 1);
        _setLabel = new(_connection, SetLabelSql, 2);
        _addLabel = new(_connection, AddLabelSql, 5);
        _addUnlabelled = new(_connection, AddUnlabelledSql, 6);
        _addLabelled = new(_connection, AddLabelledSql, 10);
        _answers = new(_connection, clock);
    }

    /// <summary>Whether there are more expired responses.</summary>
    public bool HasMoreExpired => _answers.HasMoreExpired;

    /// <summary>Whether a reader keeps the write-ahead log from being emptied, so that commits wait for it.</summary>
    public bool IsHeldUp => _checkpoints.IsHeldUp;

    /// <summary>Commits the requests, all or nothing, and deletes some of the expired responses.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="limit">The time to wait for other writes.</param>
    public void Commit(IReadOnlyList<WriteRequest> requests, TimeSpan limit)
    {
        Enter(limit);
        try
        {
            bool hasErased;
            using (_transaction = _connection.BeginTransaction())
            {
                foreach (var request in requests)
                {
                    request.Write(this);
                }

                AddToRollups();
                hasErased = _answers.DeleteExpired(_transaction);
                _transaction.Commit();
            }

            _checkpoints.AfterCommit(hasErased);
        }
        finally
        {
            _database.WriteGate.Release();
        }

        if (requests.Count > 0)
        {
            _audit.AdvanceAnchorSoon();
        }
    }

    /// <summary>Does what can wait until nothing is written: deletes expired responses, and moves the write-ahead log into the database, so
    /// that the database file alone is complete.</summary>
    public void Rest()
    {
        Commit([], _database.Connections.MaxWait);
        if (HasMoreExpired)
        {
            return;
        }

        Enter(_database.Connections.MaxWait);
        try
        {
            _checkpoints.WhenIdle();
        }
        finally
        {
            _database.WriteGate.Release();
        }
    }

    /// <summary>Checks whether the disk accepts writes again.</summary>
    public void Probe()
    {
        Enter(_database.Connections.MaxWait);
        try
        {
            // Writes the first page of the file without an effect on its content.
            SqliteConnections.Execute(_connection, "PRAGMA user_version=0");
        }
        finally
        {
            _database.WriteGate.Release();
        }
    }

    public void Insert(Prediction prediction, byte[] inputs)
    {
        var id = prediction.Id.ToBytes();
        _insert.Run(
            _transaction, id, prediction.TransactionId, (int)prediction.Source, prediction.ModelVersion, prediction.Probability,
            prediction.Threshold, prediction.IsFraud ? 1 : 0, (int)prediction.RiskLevel, (int)prediction.Decision, (int)prediction.Label,
            prediction.DurationMicroseconds, inputs, prediction.AccountId, prediction.KeyId);
        if (prediction.Label != Label.None)
        {
            _addLabel.Run(
                _transaction, id, (int)prediction.Label, null, Actor.Simulator.ToString(), prediction.Timestamp.ToUnixTimeMilliseconds());
        }

        TallyOf(prediction).Add(prediction);
    }

    /// <returns>False if another response is already valid for this key.</returns>
    public bool Keep(IdempotentResponse answer) => _answers.Keep(_transaction, answer);

    /// <returns>Whether there is such a prediction.</returns>
    public bool SetLabel(PredictionId id, Label label, string? note, Caller by, DateTimeOffset at)
    {
        var key = id.ToBytes();
        if (Find(id, key) is not { } prediction)
        {
            return false;
        }

        _setLabel.Run(_transaction, key, (int)label);
        _addLabel.Run(_transaction, key, (int)label, note, by.Actor.ToString(), at.ToUnixTimeMilliseconds());
        _audit.Append(_auditWriter, _transaction, by, AuditActions.Labelled, id.ToString(), label.ToWireName());
        TallyOf(prediction).Relabel(prediction, label);
        return true;
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_insert, _select, _setLabel, _addLabel, _addUnlabelled, _addLabelled])
        {
            statement.Dispose();
        }

        _auditWriter.Dispose();
        _answers.Dispose();
        _connection.Dispose();
    }

    // Takes the write gate.
    private void Enter(TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        if (!_database.WriteGate.Wait(limit))
        {
            throw StoreUnavailableException.Because(Database.OtherWrite);
        }

        // The limit is set anew only if it has changed by much, because that takes a statement.
        var left = limit - Stopwatch.GetElapsedTime(start);
        if ((left - _limit).Duration() > LimitStep)
        {
            SqliteConnections.Limit(_connection, left);
            _limit = left;
        }
    }

    // Reads only what the rollups need.
    private Prediction? Find(PredictionId id, byte[] key)
    {
        using var reader = _select.Query(_transaction, key);
        return !reader.Read() ? null : new Prediction
        {
            Id = id,
            Source = default,
            ModelVersion = reader.GetInt32(0),
            Probability = reader.IsDBNull(1) ? null : reader.GetDouble(1),
            Threshold = default,
            IsFraud = reader.GetBoolean(2),
            RiskLevel = (RiskLevel)reader.GetInt32(3),
            Decision = (Decision)reader.GetInt32(4),
            Label = (Label)reader.GetInt32(5),
            DurationMicroseconds = reader.GetInt32(6),
            Inputs = InputKey.Decode(reader.GetFieldValue<byte[]>(7)),
        };
    }

    private RollupTally TallyOf(Prediction prediction)
    {
        var key = (_schemas.Of(prediction), Rollup.HourOf(prediction.Timestamp));
        if (!_tallies.TryGetValue(key, out var tally))
        {
            _tallies.Add(key, tally = new(RollupPlan.Of(key.Item1), key.Item2));
        }

        return tally;
    }

    private void AddToRollups()
    {
        foreach (var tally in _tallies.Values)
        {
            foreach (var place in tally.Touched)
            {
                var (dimension, bucket) = tally.Plan[place];
                ref readonly var add = ref tally[place];
                if (add.LabelledFraud == 0 && add.LabelledLegitimate == 0 && add.TruePositive == 0 && add.FalsePositive == 0)
                {
                    _addUnlabelled.Run(_transaction, dimension, tally.Hour, bucket, add.Count, add.Flagged, add.Amount);
                }
                else
                {
                    _addLabelled.Run(
                        _transaction, dimension, tally.Hour, bucket, add.Count, add.Flagged, add.LabelledFraud, add.LabelledLegitimate,
                        add.TruePositive, add.FalsePositive, add.Amount);
                }
            }

            tally.Clear();
        }

        if (_tallies.Count > KeptTallies)
        {
            _tallies.Clear();
        }
    }
}
