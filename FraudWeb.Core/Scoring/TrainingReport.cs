using System.Text.Json.Serialization;

namespace FraudWeb.Core.Scoring;

/// <summary>Where a model comes from and how good its trainer was on rows that it had not seen.</summary>
/// <param name="Trainer">The trainer's wire name, such as <c>boosting</c>.</param>
/// <param name="TrainedAt">When the training began.</param>
/// <param name="Parameters">Every parameter of the trainer by name, as used.</param>
/// <param name="DataHash">SHA-256 of the training rows' values and labels, in hexadecimal.</param>
/// <param name="TrainingRows">How many rows the model was trained on.</param>
/// <param name="TrainingFrauds">How many of them are fraud.</param>
/// <param name="Split">How the rows judged were set apart, in words.</param>
/// <param name="Holdout">The measures on the rows set apart; null when there were none.</param>
/// <param name="Warnings">What the trainer found odd about the data, in words.</param>
/// <param name="JudgedTrainingRows">How many rows the judged model was trained on, if the model was then trained again on all rows; null if
/// the judged model is the model itself.</param>
/// <param name="Candidates">The trainers compared on the rows judged, the best first; null if there was only one.</param>
/// <param name="Excluded">The trainers that were left out of the comparison, with the reasons; null if there were none.</param>
/// <remarks>The last three are left out of JSON when they are null, so that model files from before they existed keep their hash.</remarks>
public sealed record TrainingReport(
    string Trainer, DateTimeOffset TrainedAt, IReadOnlyDictionary<string, string> Parameters, string DataHash,
    long TrainingRows, long TrainingFrauds, string Split, Evaluation? Holdout, IReadOnlyList<string> Warnings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? JudgedTrainingRows = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TrainerCandidate>? Candidates = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ExcludedTrainer>? Excluded = null);
