using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FraudWeb.Tests.Support;

/// <summary>A connection on which a test writes HTTP byte by byte, as no proper client would.</summary>
public sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FraudWebServer _server;
    private readonly string _cookie;
    private readonly TcpClient _client = new() { NoDelay = true };

    private RawConnection(FraudWebServer server, string cookie) => (_server, _cookie) = (server, cookie);

    public NetworkStream Stream => _client.GetStream();

    public static async Task<RawConnection> OpenAsync(FraudWebServer server)
    {
        var connection = new RawConnection(server, await server.CookieAsync());
        await connection._client.ConnectAsync(server.Address.Host, server.Address.Port);
        return connection;
    }

    public ValueTask SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public ValueTask SendAsync(byte[] bytes) => Stream.WriteAsync(bytes);

    /// <summary>Sends the request line and all headers, those that <see cref="FraudWebServer.Http"/> always sends too.</summary>
    public ValueTask SendHeadAsync(string method, string path, params string[] headers) => SendAsync(Begun(method, path, headers) + "\r\n");

    /// <summary>Sends the request line and headers without the empty line that ends them.</summary>
    public ValueTask BeginHeadAsync(string method, string path, params string[] headers) => SendAsync(Begun(method, path, headers));

    /// <summary>Reads one answer; empty text when the connection was closed without one.</summary>
    public async Task<(int Status, string Text)> AnswerAsync()
    {
        using var late = new CancellationTokenSource(Limit);
        var text = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            for (int read; !IsWhole(text.ToString()) && (read = await Stream.ReadAsync(buffer, late.Token)) > 0;)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Closed without a farewell.
        }

        var answer = text.ToString();
        return (answer.Length == 0 ? 0 : int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture), answer);
    }

    /// <summary>Waits until the server has closed the connection.</summary>
    public async Task ClosedAsync()
    {
        using var late = new CancellationTokenSource(Limit);
        var buffer = new byte[8192];
        try
        {
            while (await Stream.ReadAsync(buffer, late.Token) > 0)
            {
                // What it says meanwhile does not matter.
            }
        }
        catch (IOException)
        {
            // Closed without a farewell.
        }
    }

    public void Dispose() => _client.Dispose();

    private string Begun(string method, string path, string[] headers)
    {
        var always = _server.Http.DefaultRequestHeaders.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return string.Concat(headers.Concat(always).Append($"Cookie: {_cookie}").Prepend($"Host: {_server.Address.Authority}").Prepend(
            $"{method} /{path} HTTP/1.1").Select(line => line + "\r\n"));
    }

    private static bool IsWhole(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var length = answer[..end].Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null
            ? answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal)
            : Encoding.UTF8.GetByteCount(answer[(end + 4)..]) >= int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture);
    }
}
