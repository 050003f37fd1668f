using FraudWeb.Core.History;

namespace FraudWeb.Core.Privacy;

/// <summary>A prediction with its labels and contests, oldest first.</summary>
public sealed record SubjectRecord(Prediction Prediction, IReadOnlyList<LabelEntry> Labels, IReadOnlyList<Contest> Contests);
