using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FraudWeb.Settings;

namespace FraudWeb.Surface;

/// <summary>Loads the server's HTTPS certificate.</summary>
public static class HttpsCertificate
{
    /// <summary>Loads the certificate from a PEM file, with the key in the same or another file, or from a PFX file.</summary>
    /// <returns>The certificate and those of its issuers that are in the file; null if none is configured.</returns>
    /// <exception cref="SettingsException">The certificate can't be read or has no private key.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Chain)? Load(HttpsSettings settings)
    {
        if (settings.Certificate is not { } path)
        {
            return null;
        }

        try
        {
            return X509Certificate2.GetCertContentType(path) == X509ContentType.Pfx ? FromPfx(path, settings.Password)
                : FromPem(path, settings);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([
                $"FraudWeb:Https:Certificate: '{path}' can't be used: {e.Message.TrimEnd('.')}; allowed: a PEM or PFX file with its key "
                + "(Https:CertificateKey, Https:Password)"]);
        }
    }

    private static (X509Certificate2, X509Certificate2Collection) FromPem(string path, HttpsSettings settings)
    {
        // The first certificate in the file is the server's own.
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);
        return (
            settings.Password is { } password ? X509Certificate2.CreateFromEncryptedPemFile(path, password, settings.CertificateKey)
                : X509Certificate2.CreateFromPemFile(path, settings.CertificateKey),
            [.. chain.Skip(1)]);
    }

    private static (X509Certificate2, X509Certificate2Collection) FromPfx(string path, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("it has no private key");
        return (own, [.. all.Where(certificate => certificate != own)]);
    }
}
