using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FraudWeb.Tests.Support;

/// <summary>A certificate for this machine that nobody but these tests trusts, as files. As those that are bought it comes with its
/// issuer's, whose own issuer alone is trusted: who is not shown the issuer's does not trust it.</summary>
public sealed class TestCertificate : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-cert-").FullName;
    private readonly X509Certificate2 _root;

    public TestCertificate()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var rootKey = RSA.Create(2048);
        _root = Request("CN=root of the tests", rootKey, isIssuer: true).CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
        using var issuerKey = RSA.Create(2048);
        using var issuerAlone = Request("CN=issuer of the tests", issuerKey, isIssuer: true)
            .Create(_root, now.AddDays(-2), now.AddDays(2), [1]);
        using var issuer = issuerAlone.CopyWithPrivateKey(issuerKey);
        using var key = RSA.Create(2048);
        var request = Request("CN=localhost", key, isIssuer: false);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var alone = request.Create(issuer, now.AddDays(-1), now.AddDays(1), [2]);
        using var certificate = alone.CopyWithPrivateKey(key);
        File.WriteAllText(Pem, $"{certificate.ExportCertificatePem()}\n{issuer.ExportCertificatePem()}\n");
        File.WriteAllText(PemKey, key.ExportPkcs8PrivateKeyPem());
        X509Certificate2Collection both = [certificate, issuerAlone];
        File.WriteAllBytes(Pfx, both.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "opens it"));
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
                CustomTrustStore = { X509CertificateLoader.LoadCertificate(_root.RawData) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    public void Dispose()
    {
        _root.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static CertificateRequest Request(string name, RSA key, bool isIssuer)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isIssuer, hasPathLengthConstraint: false, 0, critical: true));
        return request;
    }
}
