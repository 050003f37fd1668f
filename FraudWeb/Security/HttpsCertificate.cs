using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FraudWeb.Settings;

namespace FraudWeb.Security;

/// <summary>The certificate that the server proves itself with.</summary>
public static class HttpsCertificate
{
    /// <summary>Reads it: PEM with the key in the same file or one of its own, or PFX.</summary>
    /// <returns>Null when none is set.</returns>
    /// <exception cref="SettingsException">It can't be read or has no private key.</exception>
    public static X509Certificate2? Load(FraudWebSettings settings)
    {
        if (settings.HttpsCertificate is not { } path)
        {
            return null;
        }

        try
        {
            var certificate = X509Certificate2.GetCertContentType(path) == X509ContentType.Pfx
                ? X509CertificateLoader.LoadPkcs12FromFile(path, settings.HttpsPassword)
                : settings.HttpsPassword is { } password ? X509Certificate2.CreateFromEncryptedPemFile(path, password, settings.HttpsCertificateKey)
                : X509Certificate2.CreateFromPemFile(path, settings.HttpsCertificateKey);
            return certificate.HasPrivateKey ? certificate : throw new CryptographicException("it has no private key");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"FraudWeb:Https:Certificate: '{path}' can't be used: {e.Message.TrimEnd('.')}; allowed: a PEM or PFX file with its key (Https:CertificateKey, Https:Password)"]);
        }
    }
}
