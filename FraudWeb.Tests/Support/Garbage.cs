using System.Text;

namespace FraudWeb.Tests.Support;

/// <summary>Bodies that nobody should send; the same seed makes the same ones.</summary>
public sealed class Garbage(int seed)
{
    private static readonly byte[][] Snippets =
    [
        .. new[] { "{", "}", "[", "]", "\"", "\\", "\\u", "\\ud800", ",", ":", "null", "true", "1e999", "-", "NaN", "\0", "\r\n", "\uFEFF",
            "{}", "[]" }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly Random _random = new(seed);

    /// <summary>Up to 200 random bytes.</summary>
    public byte[] Bytes()
    {
        var bytes = new byte[_random.Next(200)];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A good body with one to three places spoilt: something put in, left out, replaced or cut off.</summary>
    public byte[] Spoil(string good)
    {
        var body = Encoding.UTF8.GetBytes(good);
        for (var times = _random.Next(1, 4); times > 0 && body.Length > 0; times--)
        {
            var at = _random.Next(body.Length);
            body = _random.Next(5) switch
            {
                0 => [.. body[..at], .. Snippets[_random.Next(Snippets.Length)], .. body[at..]],
                1 => [.. body[..at], .. body[Math.Min(body.Length, at + _random.Next(1, 20))..]],
                2 or 3 => [.. body[..at], (byte)_random.Next(256), .. body[(at + 1)..]],
                _ => body[..at],
            };
        }

        return body;
    }
}
