using FraudWeb.Core.Learning.MlNet;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>Trains a model on labelled transactions.</summary>
public static class Training
{
    /// <summary>Trains, calibrates on rows that the predictor had not seen, and evaluates on a holdout.</summary>
    /// <param name="data">The training rows.</param>
    /// <param name="options">The parameters; null ones have their defaults.</param>
    /// <param name="trainedAt">The current time, for the report.</param>
    /// <param name="holdout">Rows to evaluate the model on; not used for training.</param>
    /// <param name="split">How the holdout was selected, in words, for the report.</param>
    /// <param name="progress">Receives each step, on the calling thread only.</param>
    /// <param name="cancellationToken">Cancels the training between two trees.</param>
    /// <exception cref="TrainingException">No model can be trained on the data or with these parameters.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FraudModel Train(Dataset data, TrainingOptions options, DateTimeOffset trainedAt, Dataset? holdout = null,
        string split = "none", IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options.Validate();
        var parameters = options.WithDefaults(data.Rows);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads ?? Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        Action<TrainingProgress> report = progress is null ? _ => { } : progress.Report;

        DataChecks.RequireEnough(data);
        report(new("Binning", 0, 1));
        var binned = BinnedData.Of(data, Math.Min(parameters.MaxBins ?? 255, 255), parallel);
        var warnings = DataChecks.Warnings(data, binned);
        var monotone = MonotoneConstraints.SignsOf(data.Schema);
        var fit = parameters.Trainer switch
        {
            TrainerKind.Boosting => BoostingTrainer.Train(binned, parameters, monotone, parallel, report),
            TrainerKind.Forest => ForestTrainer.Train(binned, parameters, monotone, parallel, report),
            TrainerKind.FastTree or TrainerKind.FastForest => MlNetTrainer.Train(data, parameters, parallel, report),
            _ => LogisticTrainer.Train(data, parameters, parallel, report),
        };

        if (data.Times is not null && !fit.IsByTime && Unordered(parameters.Trainer) is { } unordered)
        {
            warnings = warnings.Add($"Too few frauds to go by time: {unordered} from rows left out at random.");
        }

        if (MonotoneConstraints.GetUnheld(parameters.Trainer, data.Schema) is { } unheld)
        {
            warnings = warnings.Add($"{parameters.Trainer.ToWireName()} can't hold the monotone constraint on {unheld}: "
                + "the probability may move against it. Use boosting or forest.");
        }

        var model = Model(null);
        return holdout is null ? model : Model(Evaluate(model, holdout, options.Threshold));

        FraudModel Model(Evaluation? evaluation) =>
            new(data.Schema, fit.Predictor, fit.Calibration, new(parameters.Trainer.ToWireName(), trainedAt,
            parameters.Parameters(fit.Trees), data.Hash, data.Rows, data.Frauds, split, evaluation, warnings));
    }

    /// <summary>Returns what a trainer derives from left-out rows in chronological order, where possible.</summary>
    private static string? Unordered(TrainerKind trainer) => trainer switch
    {
        TrainerKind.Boosting => "the number of trees and the calibration come",
        TrainerKind.Forest => null,
        _ => "the calibration comes",
    };

    /// <summary>Evaluates a model on labelled rows.</summary>
    public static Evaluation Evaluate(FraudModel model, Dataset data, double threshold) =>
        Metrics.Evaluate(Probabilities(model, data), data.Labels, threshold);

    /// <summary>Returns the fraud probability of each row.</summary>
    public static double[] Probabilities(FraudModel model, Dataset data)
    {
        const int blockRows = 1024;
        var width = data.Schema.Fields.Length;
        var probabilities = new double[data.Rows];
        Parallel.For(0, (data.Rows + blockRows - 1) / blockRows, block =>
        {
            var result = probabilities.AsSpan(block * blockRows, Math.Min(blockRows, data.Rows - block * blockRows));
            var rows = new float[result.Length * width];
            data.CopyRows(block * blockRows, rows);
            model.Predictor.LogOdds(rows, result);
            foreach (ref var value in result)
            {
                value = model.Calibration.Probability(value);
            }
        });
        return probabilities;
    }
}
