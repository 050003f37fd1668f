using FraudWeb.Core.Models;
using FraudWeb.Core.Scoring;
using FraudWeb.Hosting;
using FraudWeb.Surface;

namespace FraudWeb.Settings;

/// <summary>Every setting of <c>appsettings.json</c> under <c>FraudWeb</c>, checked. Read once at start and never changed.</summary>
public sealed record FraudWebSettings
{
    /// <summary>Where everything that is written lives: database, models, keys.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The schema file that the first model is trained on; null for the default schema.</summary>
    public string? Schema { get; init; }

    /// <summary>A model file to serve; null for the champion in the data folder.</summary>
    public string? Model { get; init; }

    /// <summary>What computes the probabilities.</summary>
    public required ScoringEngine ScoringEngine { get; init; }

    /// <summary>Turns probabilities into verdicts.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The most transactions that one batch call may hold.</summary>
    public required int MaxBatchItems { get; init; }

    /// <summary>Whether the API answers only to a key.</summary>
    public required bool RequireKey { get; init; }

    /// <summary>How many calls a minute a key, or an address without one, may make; 0 for any number.</summary>
    public required int RequestsPerMinute { get; init; }

    /// <summary>A key to accept from the first run on; null for none.</summary>
    public string? InitialKey { get; init; }

    /// <summary>Whether strangers may read the API's description.</summary>
    public required bool PublicDocumentation { get; init; }

    /// <summary>The first administrator's e-mail address.</summary>
    public required string AdminEmail { get; init; }

    /// <summary>The first administrator's password; null for a one-time password that is printed.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>After how long without use a session ends.</summary>
    public required TimeSpan SessionIdle { get; init; }

    /// <summary>After how long a session ends in any case.</summary>
    public required TimeSpan SessionLifetime { get; init; }

    /// <summary>How many live pages one person may have open.</summary>
    public required int MaxPages { get; init; }

    /// <summary>The certificate to serve HTTPS with; null for none.</summary>
    public string? HttpsCertificate { get; init; }

    /// <summary>The certificate's private key, when it is a file of its own.</summary>
    public string? HttpsCertificateKey { get; init; }

    /// <summary>What opens the certificate or its key.</summary>
    public string? HttpsPassword { get; init; }

    /// <summary>Reverse proxies whose word on address, scheme and host is believed.</summary>
    public required ProxyList Proxies { get; init; }

    /// <summary>The certificate that encrypts the keys in the data folder; null for none.</summary>
    public string? KeyCertificate { get; init; }

    /// <summary>What opens that certificate.</summary>
    public string? KeyCertificatePassword { get; init; }

    /// <summary>The 32 bytes that encrypt the keys in the data folder; null for none.</summary>
    public byte[]? KeySecret { get; init; }

    /// <summary>After how many days predictions are erased; 0 for never.</summary>
    public required int KeepPredictionsDays { get; init; }

    /// <summary>After how many days audit entries are erased; 0 for never.</summary>
    public required int KeepAuditDays { get; init; }
}
