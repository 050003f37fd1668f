using System.Text.Json.Serialization;

namespace FraudWeb.Core.Scoring;

/// <summary>The origin of a model, and its trainer's quality on rows that it had not seen.</summary>
/// <param name="Trainer">The trainer's wire name, such as <c>boosting</c>.</param>
/// <param name="TrainedAt">The start of the training.</param>
/// <param name="Parameters">Every parameter of the trainer by name, as used.</param>
/// <param name="DataHash">SHA-256 of the training rows' values and labels, in hexadecimal.</param>
/// <param name="TrainingRows">The number of rows that the model was trained on.</param>
/// <param name="TrainingFrauds">The number of frauds among them.</param>
/// <param name="Split">How the holdout was selected, in words.</param>
/// <param name="Holdout">The measures on the holdout; null if there was none.</param>
/// <param name="Warnings">Anomalies that the trainer found in the data, in words.</param>
/// <param name="JudgedTrainingRows">The number of training rows of the evaluated model, if the model was then retrained on all rows; null
/// if the evaluated model is the model itself.</param>
/// <param name="Candidates">The trainers compared on the holdout, the best first; null if there was only one.</param>
/// <param name="Excluded">The trainers excluded from the comparison, with the reasons; null if there were none.</param>
/// <remarks>JSON omits the last three if they are null, so that older model files keep their hash.</remarks>
public sealed record TrainingReport(
    string Trainer, DateTimeOffset TrainedAt, IReadOnlyDictionary<string, string> Parameters, string DataHash,
    long TrainingRows, long TrainingFrauds, string Split, Evaluation? Holdout, IReadOnlyList<string> Warnings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? JudgedTrainingRows = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TrainerCandidate>? Candidates = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ExcludedTrainer>? Excluded = null);
