namespace FraudWeb.Core.Models;

/// <summary>A model's entry in the registry. Its file never changes, but its role as champion may.</summary>
public sealed class RegisteredModel
{
    /// <summary>The version, from 1, in the order of registration.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the model file's content, in hexadecimal; each model is registered once.</summary>
    public required string Hash { get; init; }

    /// <summary>The name of its file in the data folder's <c>models</c>.</summary>
    public required string FileName { get; init; }

    /// <summary>The wire name of its trainer, such as <c>boosting</c>, <c>forest</c> or <c>logistic</c>.</summary>
    public required string Trainer { get; init; }

    /// <summary>The schema file's text, so that stored predictions can be read without loading the model.</summary>
    public required string SchemaJson { get; init; }

    /// <summary>The time of registration, in UTC.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Whether it is the version that serves requests.</summary>
    public bool IsChampion { get; set; }
}
