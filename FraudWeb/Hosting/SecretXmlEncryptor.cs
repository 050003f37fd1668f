using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace FraudWeb.Hosting;

/// <summary>The secret set as <c>FraudWeb:Keys:Secret</c>: 32 bytes.</summary>
public sealed class KeySecret(byte[] bytes)
{
    public ReadOnlySpan<byte> Bytes => bytes;
}

/// <summary>Encrypts data-protection keys at rest by AES-256-GCM under a secret from the environment.</summary>
public sealed class SecretXmlEncryptor(KeySecret secret) : IXmlEncryptor
{
    internal const int NonceLength = 12;
    internal const int TagLength = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceLength));
        using var aes = new AesGcm(secret.Bytes, TagLength);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceLength), plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength));
        CryptographicOperations.ZeroMemory(plain);
        return new(new XElement("encryptedKey", new XElement("value", Convert.ToBase64String(sealedBytes))), typeof(SecretXmlDecryptor));
    }
}

/// <summary>Decrypts what <see cref="SecretXmlEncryptor"/> has encrypted. Data protection creates it by the type name in the key's file.</summary>
public sealed class SecretXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var secret = services.GetService<KeySecret>() ?? throw new CryptographicException("The keys are encrypted, but FraudWeb:Keys:Secret is not set.");
        var sealedBytes = Convert.FromBase64String(encryptedElement.Element("value")!.Value).AsSpan();
        var plain = new byte[sealedBytes.Length - SecretXmlEncryptor.NonceLength - SecretXmlEncryptor.TagLength];
        using var aes = new AesGcm(secret.Bytes, SecretXmlEncryptor.TagLength);
        aes.Decrypt(sealedBytes[..SecretXmlEncryptor.NonceLength], sealedBytes[(SecretXmlEncryptor.NonceLength + SecretXmlEncryptor.TagLength)..],
            sealedBytes.Slice(SecretXmlEncryptor.NonceLength, SecretXmlEncryptor.TagLength), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
