using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using FraudWeb.Security;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace FraudWeb.Hosting;

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
        aes.Encrypt(sealedBytes.AsSpan(0, NonceLength), plain, sealedBytes.AsSpan(NonceLength + TagLength),
            sealedBytes.AsSpan(NonceLength, TagLength));
        CryptographicOperations.ZeroMemory(plain);
        return new(new XElement("encryptedKey", new XElement("value", Convert.ToBase64String(sealedBytes))), typeof(SecretXmlDecryptor));
    }
}
