using System.Collections.Concurrent;
using FraudWeb.Core.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>Scores by ML.NET's own prediction path. Thread-safe: each call rents a row from a pool.</summary>
internal sealed class MlNetEngine
{
    private readonly ConcurrentBag<Lane> _lanes = [];
    private readonly FieldSlots _slots;
    private readonly IRowToRowMapper _mapper;

    private MlNetEngine(FieldSlots slots, ITransformer pipeline)
    {
        _slots = slots;
        _mapper = pipeline.GetRowToRowMapper(FieldRow.SchemaOf(slots));
    }

    /// <summary>Loads a model into ML.NET. The archive is written here from a validated model, because ML.NET does not validate what it
    /// loads.</summary>
    /// <exception cref="NotSupportedException">ML.NET can't express the model.</exception>
    public static MlNetEngine Of(FraudModel model)
    {
        using var zip = new MemoryStream();
        ModelZip.Write(zip, model);
        return Load(zip, model);
    }

    /// <summary>Returns the same model with its probabilities computed by ML.NET, if that gives the same bits. It does not for a linear
    /// model, whose products ML.NET adds in an order that depends on the machine, nor for a model of file format 1, whose probabilities
    /// have double precision.</summary>
    public static FraudModel Serve(FraudModel model)
    {
        if (model.Predictor is not TreeEnsemble || model.Calibration.IsDouble)
        {
            return model;
        }

        var engine = Of(model);
        return model.With(row => engine.Score(row).Probability);
    }

    /// <summary>Scores one row.</summary>
    /// <param name="row">One value per field; <c>NaN</c> is missing, a category is its position.</param>
    /// <returns>ML.NET's score in log-odds and its probability.</returns>
    public (float Score, float Probability) Score(ReadOnlySpan<float> row)
    {
        if (!_lanes.TryTake(out var lane))
        {
            lane = new(_slots, _mapper);
        }

        var result = lane.Score(row);
        _lanes.Add(lane);
        return result;
    }

    /// <summary>Loads an archive that was written here.</summary>
    internal static MlNetEngine Load(MemoryStream zip, FraudModel model)
    {
        zip.Position = 0;
        return new(new(model.Schema), new MLContext(seed: 1).Model.Load(zip, out _));
    }

    /// <summary>A row with its own path through the pipeline.</summary>
    private sealed class Lane
    {
        private readonly Action<ReadOnlySpan<float>> _take;
        private readonly ValueGetter<float> _score;
        private readonly ValueGetter<float> _probability;

        public Lane(FieldSlots slots, IRowToRowMapper mapper)
        {
            var input = new FieldRow(slots, mapper.InputSchema);
            _take = input.Take;
            var (score, probability) = (mapper.OutputSchema["Score"], mapper.OutputSchema["Probability"]);
            var output = mapper.GetRow(input, [score, probability]);
            _score = output.GetGetter<float>(score);
            _probability = output.GetGetter<float>(probability);
        }

        public (float Score, float Probability) Score(ReadOnlySpan<float> row)
        {
            var (score, probability) = (0f, 0f);
            _take(row);
            _score(ref score);
            _probability(ref probability);
            return (score, probability);
        }
    }
}
