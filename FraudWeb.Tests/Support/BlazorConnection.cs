using System.Globalization;
using System.Net.WebSockets;

namespace FraudWeb.Tests.Support;

/// <summary>The connection of a live page, without a browser.</summary>
public sealed class BlazorConnection : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly Uri _address;

    private BlazorConnection(Uri address) => _address = address;

    /// <summary>Opens a connection with a person's cookie; null if the server refuses it.</summary>
    public static async Task<BlazorConnection?> OpenAsync(FraudWebServer server, string cookie)
    {
        var connection = new BlazorConnection(server.Address);
        connection._socket.Options.SetRequestHeader("Cookie", cookie);
        connection._socket.Options.SetRequestHeader("Origin", server.Address.ToString().TrimEnd('/'));
        try
        {
            await connection._socket.ConnectAsync(
                new UriBuilder(server.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None);
            await connection.SendAsync(BlazorMessages.Handshake);
            await connection.ReceiveAsync();
            return connection;
        }
        catch (WebSocketException e) when (e.Message.Contains("429", StringComparison.Ordinal))
        {
            connection.Dispose();
            return null;
        }
    }

    /// <summary>Starts a circuit without components.</summary>
    /// <returns>The secret to return to it with; null if the server refuses.</returns>
    public async Task<string?> StartCircuitAsync() =>
        BlazorMessages.Text(await InvokeAsync("StartCircuit", _address.ToString(), _address.ToString(), "[]", ""));

    /// <summary>Returns to a circuit; false if the server has it no more.</summary>
    public async Task<bool> ConnectCircuitAsync(string secret) => BlazorMessages.IsTrue(await InvokeAsync("ConnectCircuit", secret));

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]?> InvokeAsync(string method, params string[] arguments)
    {
        await SendAsync(BlazorMessages.Invocation(method, arguments));
        try
        {
            byte[]? result;
            while (!BlazorMessages.IsAnswer(await ReceiveAsync(), out result))
            {
                // A ping, or a call of the page's script.
            }

            return result;
        }
        catch (WebSocketException)
        {
            // The server has closed the connection instead.
            return null;
        }
    }

    private async Task SendAsync(byte[] bytes)
    {
        using var late = new CancellationTokenSource(Limit);
        await _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, late.Token);
    }

    private async Task<byte[]> ReceiveAsync()
    {
        using var late = new CancellationTokenSource(Limit);
        var buffer = new byte[64 * 1024];
        var count = 0;
        ValueWebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(buffer.AsMemory(count), late.Token);
            count += received.Count;
        }
        while (!received.EndOfMessage);

        return received.MessageType == WebSocketMessageType.Close
            ? throw new WebSocketException(string.Create(CultureInfo.InvariantCulture, $"closed: {_socket.CloseStatus}"))
            : buffer[..count];
    }
}
