using FraudWeb.Core.History;

namespace FraudWeb.Core.Privacy;

/// <summary>An open contest with the contested prediction.</summary>
public sealed record OpenContest(Contest Contest, Prediction Prediction);
