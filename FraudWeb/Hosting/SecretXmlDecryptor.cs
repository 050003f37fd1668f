using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using FraudWeb.Hosting;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

// The key files in data folders name this type, so its namespace is part of their format and stays as it was when the first files were
// written.
namespace FraudWeb.Security;

/// <summary>Decrypts what <see cref="SecretXmlEncryptor"/> encrypted. Data protection creates it by the type name in the key
/// file.</summary>
public sealed class SecretXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var secret = services.GetService<KeySecret>()
            ?? throw new CryptographicException("The keys are encrypted, but FraudWeb:Keys:Secret is not set.");
        var sealedBytes = Convert.FromBase64String(encryptedElement.Element("value")!.Value).AsSpan();
        var plain = new byte[sealedBytes.Length - SecretXmlEncryptor.NonceLength - SecretXmlEncryptor.TagLength];
        using var aes = new AesGcm(secret.Bytes, SecretXmlEncryptor.TagLength);
        aes.Decrypt(
            sealedBytes[..SecretXmlEncryptor.NonceLength], sealedBytes[(SecretXmlEncryptor.NonceLength + SecretXmlEncryptor.TagLength)..],
            sealedBytes.Slice(SecretXmlEncryptor.NonceLength, SecretXmlEncryptor.TagLength), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
