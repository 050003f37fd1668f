using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Models;

/// <summary>A model with its place in the registry.</summary>
/// <param name="Version">The registry's number, from 1.</param>
/// <param name="Hash">SHA-256 of the model file's content, in hexadecimal.</param>
/// <param name="Model">The model.</param>
public sealed record ServedModel(int Version, string Hash, FraudModel Model)
{
    /// <summary>The version's wire name: <c>v7</c>.</summary>
    public string Name => ModelVersionName.Of(Version);
}
