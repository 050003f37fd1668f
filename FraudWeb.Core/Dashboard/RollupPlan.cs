using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Dashboard;

/// <summary>The buckets into which predictions of a schema are counted. Each bucket has a fixed place, so that counting compares no
/// texts.</summary>
internal sealed class RollupPlan
{
    public const int ScoreBuckets = 20;
    private const int MaxChoices = 50;
    private const int MaxWholeNumbers = 31;

    // More than any real amount, and small enough that sums stay finite.
    private const double MaxAmount = 1e15;

    private static readonly ConditionalWeakTable<TransactionSchema, RollupPlan> Plans = [];

    private readonly List<(string Dimension, string Bucket)> _places = [];
    private readonly List<(int Field, int First, int Values, double Min)> _fields = [];
    private readonly int _amount;
    private readonly int _decisions;
    private readonly int _risks;
    private readonly int _scores;
    private readonly int _latencies;

    private RollupPlan(TransactionSchema schema)
    {
        Add(Rollup.Total, [""]);
        _decisions = Add(Rollup.ByDecision, DecisionNames.All.Pairs.Select(decision => BucketOf(decision.Value)));
        _risks = Add(Rollup.ByRisk, RiskLevelNames.All.Pairs.Select(level => BucketOf(level.Value)));
        _scores = Add(Rollup.ByScore, [.. Numbers(0, ScoreBuckets), ""]);
        _latencies = Add(Rollup.ByLatency, Numbers(0, LatencyBuckets.Count));
        for (var i = 0; i < schema.Fields.Length; i++)
        {
            var values = BucketsOf(schema.Fields[i]);
            if (values.Length > 0)
            {
                _fields.Add(
                    (i, Add(Rollup.FieldPrefix + schema.Fields[i].Name, [.. values, ""]), values.Length, schema.Fields[i].Min ?? 0));
            }
        }

        Fields = schema.Fields.Length;
        _amount = schema.Amount is { } amount ? schema.PositionOf(amount.Name) : -1;
    }

    /// <summary>The number of inputs of a prediction.</summary>
    public int Fields { get; }

    public int Places => _places.Count;

    public static RollupPlan Of(TransactionSchema schema) => Plans.GetValue(schema, static schema => new RollupPlan(schema));

    /// <summary>Returns the buckets of a field in the order of its values, without the one for missing values; empty if the field is not
    /// counted.</summary>
    public static ImmutableArray<string> BucketsOf(Field field) => field switch
    {
        { Kind: FieldKind.Category, Choices.Length: <= MaxChoices } => field.Choices,
        { Kind: FieldKind.Flag } => ["0", "1"],
        { Kind: FieldKind.Integer, Min: { } min, Max: { } max } when max - min < MaxWholeNumbers =>
            [.. Numbers((int)Math.Ceiling(min), (int)(max - Math.Ceiling(min)) + 1)],
        _ => [],
    };

    /// <summary>The bucket of a decision: its wire name.</summary>
    public static string BucketOf(Decision decision) => decision.ToWireName();

    /// <summary>The bucket of a risk level: its wire name in lower case, as all stored rollups have it.</summary>
    public static string BucketOf(RiskLevel level) => level.ToWireName().ToLowerInvariant();

    public (string Dimension, string Bucket) this[int place] => _places[place];

    /// <summary>Returns the amount of a prediction, clamped so that sums stay finite: ∞ − ∞ would be NaN, which can't be stored.</summary>
    public double AmountOf(Prediction prediction) => _amount < 0 || double.IsNaN(prediction.Inputs[_amount]) ? 0
        : Math.Clamp(prediction.Inputs[_amount], -MaxAmount, MaxAmount);

    /// <summary>Fills in the places of a prediction, one per dimension.</summary>
    public void PlacesOf(Prediction prediction, List<int> places)
    {
        places.Clear();
        places.Add(0);
        places.Add(_decisions + (int)prediction.Decision);
        places.Add(_risks + (int)prediction.RiskLevel);
        places.Add(_scores + (prediction.Probability is { } p ? ScoreBucket(p) : ScoreBuckets));
        places.Add(_latencies + LatencyBuckets.Of(prediction.DurationMicroseconds));
        foreach (var (field, first, values, min) in _fields)
        {
            // Missing values, and values that the schema does not allow, go into the bucket after the last.
            var at = prediction.Inputs[field] - Math.Ceiling(min);
            places.Add(first + (at >= 0 && at < values ? (int)at : values));
        }
    }

    public static int ScoreBucket(double probability) => Math.Clamp((int)(probability * ScoreBuckets), 0, ScoreBuckets - 1);

    private static IEnumerable<string> Numbers(int first, int count) =>
        Enumerable.Range(first, count).Select(n => n.ToString(CultureInfo.InvariantCulture));

    private int Add(string dimension, IEnumerable<string> buckets)
    {
        var first = _places.Count;
        _places.AddRange(buckets.Select(bucket => (dimension, bucket)));
        return first;
    }
}
