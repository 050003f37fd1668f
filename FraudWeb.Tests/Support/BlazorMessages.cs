using System.Text;

namespace FraudWeb.Tests.Support;

/// <summary>As much of SignalR's MessagePack as starting a circuit and returning to one needs.</summary>
internal static class BlazorMessages
{
    /// <summary>The first message of a connection.</summary>
    public static readonly byte[] Handshake = Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e");

    /// <summary>Makes a call of the hub: <c>[1, {}, "1", method, [arguments], []]</c> after its length.</summary>
    public static byte[] Invocation(string method, params string[] arguments)
    {
        var message = new List<byte> { 0x96, 0x01, 0x80, 0xa1, (byte)'1' };
        Add(message, method);
        message.Add((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
        {
            Add(message, argument);
        }

        message.Add(0x90);
        return [.. Length(message.Count), .. message];
    }

    /// <summary>Finds the answer to a call, <c>[3, {}, "1", 3, result]</c> after its length, in what was received.</summary>
    /// <param name="received">What was received at once.</param>
    /// <param name="result">The result in MessagePack; null if it is nil or there is none.</param>
    public static bool IsAnswer(byte[] received, out byte[]? result)
    {
        result = null;
        var start = received.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x03, 0x80, 0xa1, (byte)'1']);
        if (start < 0)
        {
            return false;
        }

        result = received[start + 4] == 3 && received[start + 5] != 0xc0 ? received[(start + 5)..] : null;
        return true;
    }

    /// <summary>Reads a result that is a text; null if it is none.</summary>
    public static string? Text(byte[]? result) => result switch
    {
        [>= 0xa0 and < 0xc0 and var length, ..] => Encoding.UTF8.GetString(result, 1, length - 0xa0),
        [0xd9, var length, ..] => Encoding.UTF8.GetString(result, 2, length),
        [0xda, var high, var low, ..] => Encoding.UTF8.GetString(result, 3, (high << 8) | low),
        _ => null,
    };

    public static bool IsTrue(byte[]? result) => result is [0xc3, ..];

    private static void Add(List<byte> message, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length < 256)
        {
            message.AddRange([0xd9, (byte)bytes.Length]);
        }
        else
        {
            message.AddRange([0xda, (byte)(bytes.Length >> 8), (byte)bytes.Length]);
        }

        message.AddRange(bytes);
    }

    // Seven bits an octet, the lowest first.
    private static IEnumerable<byte> Length(int count)
    {
        for (; count > 0x7f; count >>= 7)
        {
            yield return (byte)(count | 0x80);
        }

        yield return (byte)count;
    }
}
