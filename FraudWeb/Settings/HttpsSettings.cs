namespace FraudWeb.Settings;

/// <summary>The section <c>Https</c>: the server's own certificate.</summary>
public sealed record HttpsSettings
{
    /// <summary>A PEM or PFX file; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>The private key, if it is in a file of its own.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>The password of the private key or the PFX file.</summary>
    public string? Password { get; init; }

    internal static HttpsSettings Read(SettingsReader reader) => new()
    {
        Certificate = reader.ExistingFile("Https:Certificate"),
        CertificateKey = reader.ExistingFile("Https:CertificateKey"),
        Password = reader.Text("Https:Password"),
    };
}
