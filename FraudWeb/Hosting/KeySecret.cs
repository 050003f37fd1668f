namespace FraudWeb.Hosting;

/// <summary>The secret of the setting <c>FraudWeb:Keys:Secret</c>: 32 bytes.</summary>
public sealed class KeySecret(byte[] bytes)
{
    public ReadOnlySpan<byte> Bytes => bytes;
}
