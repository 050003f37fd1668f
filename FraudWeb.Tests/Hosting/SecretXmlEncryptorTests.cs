using System.Security.Cryptography;
using System.Xml.Linq;
using FraudWeb.Hosting;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Hosting;

public class SecretXmlEncryptorTests
{
    [Fact]
    public void Key_files_of_the_first_version_name_a_type_that_still_decrypts_them()
    {
        var secret = new KeySecret(RandomNumberGenerator.GetBytes(32));
        var encrypted = new SecretXmlEncryptor(secret).Encrypt(new XElement("key", "value"));
        using var services = new ServiceCollection().AddSingleton(secret).BuildServiceProvider();

        var named = Type.GetType("FraudWeb.Security.SecretXmlDecryptor, FraudWeb");

        Assert.Equal(named, encrypted.DecryptorType);
        var decryptor = (IXmlDecryptor)Activator.CreateInstance(named!, services)!;
        Assert.Equal("value", decryptor.Decrypt(encrypted.EncryptedElement).Value);
    }
}
