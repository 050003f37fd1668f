namespace FraudWeb.Settings;

/// <summary>The section <c>Keys</c>: what encrypts the keys in the data folder.</summary>
public sealed record KeysSettings
{
    private const int SecretLength = 32;

    /// <summary>A PFX file with an RSA key; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>The password of that file.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>A secret of 32 bytes, which takes the place of a certificate; null for none.</summary>
    public byte[]? Secret { get; init; }

    internal static KeysSettings Read(SettingsReader reader) => new()
    {
        Certificate = reader.ExistingFile("Keys:Certificate"),
        CertificatePassword = reader.Text("Keys:CertificatePassword"),
        Secret = ReadSecret(reader, "Keys:Secret"),
    };

    private static byte[]? ReadSecret(SettingsReader reader, string name)
    {
        if (reader.Text(name) is not { } text)
        {
            return null;
        }

        var secret = new byte[SecretLength + 1];
        if (Convert.TryFromBase64String(text, secret, out var length) && length == SecretLength)
        {
            return secret[..SecretLength];
        }

        reader.AddSecretFault(name, $"{SecretLength} bytes in base64, such as openssl rand -base64 {SecretLength} prints");
        return null;
    }
}
