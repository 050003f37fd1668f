using FraudWeb.Core.History;
namespace FraudWeb.Core.Dashboard;

/// <summary>The counts that one commit adds to the rollups of one hour, by place in the plan. Reused from commit to commit.</summary>
internal sealed class RollupTally(RollupPlan plan, long hour)
{
    private readonly Counts[] _counts = new Counts[plan.Places];
    private readonly bool[] _touched = new bool[plan.Places];
    private readonly List<int> _places = [];

    public RollupPlan Plan => plan;

    public long Hour => hour;

    /// <summary>The places whose counts have changed.</summary>
    public List<int> Touched { get; } = [];

    public ref readonly Counts this[int place] => ref _counts[place];

    /// <summary>Counts a new prediction with its label.</summary>
    public void Add(Prediction prediction)
    {
        var one = LabelCounts(prediction, prediction.Label, 1) with
        {
            Count = 1,
            Flagged = prediction.IsFraud ? 1 : 0,
            Amount = plan.AmountOf(prediction),
        };
        Add(prediction, one);
    }

    /// <summary>Moves a stored prediction from its label to another.</summary>
    public void Relabel(Prediction prediction, Label to)
    {
        Add(prediction, LabelCounts(prediction, prediction.Label, -1));
        Add(prediction, LabelCounts(prediction, to, 1));
    }

    public void Clear()
    {
        foreach (var place in Touched)
        {
            _counts[place] = default;
            _touched[place] = false;
        }

        Touched.Clear();
    }

    private static Counts LabelCounts(Prediction prediction, Label label, int by) => default(Counts) with
    {
        LabelledFraud = label == Label.Fraud ? by : 0,
        LabelledLegitimate = label == Label.Legitimate ? by : 0,
        TruePositive = label == Label.Fraud && prediction.IsFraud ? by : 0,
        FalsePositive = label == Label.Legitimate && prediction.IsFraud ? by : 0,
    };

    private void Add(Prediction prediction, in Counts counts)
    {
        plan.PlacesOf(prediction, _places);
        foreach (var place in _places)
        {
            if (!_touched[place])
            {
                _touched[place] = true;
                Touched.Add(place);
            }

            _counts[place] += counts;
        }
    }
}
