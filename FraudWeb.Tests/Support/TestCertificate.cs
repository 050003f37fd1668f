using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FraudWeb.Tests.Support;

/// <summary>A certificate for this machine that nobody but these tests trusts, as files.</summary>
public sealed class TestCertificate : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-cert-").FullName;
    private readonly X509Certificate2 _certificate;

    public TestCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Pem, _certificate.ExportCertificatePem());
        File.WriteAllText(PemKey, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(Pfx, _certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "opens it"));
    }

    public string Pem => Path.Combine(_folder, "cert.pem");

    public string PemKey => Path.Combine(_folder, "key.pem");

    /// <summary>Both in one file, opened by <c>opens it</c>.</summary>
    public string Pfx => Path.Combine(_folder, "cert.pfx");

    /// <summary>Connections that trust it.</summary>
    public SocketsHttpHandler TrustingHandler() => new()
    {
        AllowAutoRedirect = false,
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificate(_certificate.RawData) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
