using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using FraudWeb.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace FraudWeb.Hosting;

/// <summary>The secrets that the program generates and stores in the data folder: the data-protection keys, which sign cookies and encrypt
/// what is secret in the database, and the key of the audit log. All are encrypted when a certificate or a secret is set.</summary>
public static class DataProtectionSetup
{
    public static void AddDataProtectionKeys(this IServiceCollection services, string dataDirectory, KeysSettings settings)
    {
        var folder = PrivateFiles.CreateFolder(Path.Combine(dataDirectory, KeyFolder.Name));
        PrivateFiles.Restrict(folder, "*");
        var keys = services.AddDataProtection().SetApplicationName("FraudWeb").PersistKeysToFileSystem(new DirectoryInfo(folder));
        if (settings.Certificate is { } path)
        {
            keys.ProtectKeysWithCertificate(Certificate(path, settings.CertificatePassword));
        }
        else if (settings.Secret is { } secret)
        {
            services.AddSingleton(new KeySecret(secret));
            services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(new ConfigureOptions<KeyManagementOptions>(options =>
                options.XmlEncryptor = new SecretXmlEncryptor(new(secret))));
        }

        services.AddSingleton(provider =>
            new AuditChain(AuditKey(Path.Combine(folder, KeyFolder.AuditKey), provider.GetRequiredService<IDataProtectionProvider>())));
    }

    private static X509Certificate2 Certificate(string path, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            return certificate.HasPrivateKey && certificate.GetRSAPublicKey() is not null ? certificate
                : throw new CryptographicException("it has no private RSA key");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([
                $"FraudWeb:Keys:Certificate: '{path}' can't be used: {e.Message.TrimEnd('.')}; allowed: a PFX file with an RSA key, opened "
                + "by Keys:CertificatePassword"]);
        }
    }

    private static void WriteKey(string path, IDataProtector protector)
    {
        try
        {
            PrivateFiles.Write(path, protector.Protect(RandomNumberGenerator.GetBytes(AuditChain.KeyLength)));
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process that started at the same time was faster. Its key is the one that counts.
        }
    }

    private static byte[] AuditKey(string path, IDataProtectionProvider protection)
    {
        var protector = protection.CreateProtector("audit key");
        try
        {
            if (!File.Exists(path))
            {
                WriteKey(path, protector);
            }

            return protector.Unprotect(File.ReadAllBytes(path));
        }
        catch (CryptographicException e)
        {
            throw new StorageException(
                $"{path} can't be decrypted: the keys beside it are missing, or FraudWeb:Keys names another certificate or secret than the "
                + "one they were made with.", e);
        }
    }
}
