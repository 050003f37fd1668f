using System.Net;
using System.Text.Json;

namespace FraudWeb.Tests.Support;

/// <summary>The connection of a live page without a WebSocket: every message is a request of its own.</summary>
public sealed class LongPolling
{
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string _path;

    private LongPolling(HttpClient http, Uri address, string token) =>
        (_http, _address, _path) = (http, address, $"_blazor?id={Uri.EscapeDataString(token)}");

    /// <summary>Opens a connection.</summary>
    public static async Task<LongPolling> OpenAsync(HttpClient http, Uri address)
    {
        using var answer = await http.PostAsync("_blazor/negotiate?negotiateVersion=1", content: null);
        var negotiated = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        var connection = new LongPolling(http, address, negotiated.GetProperty("connectionToken").GetString()!);

        // The first poll only opens the connection.
        using var first = await http.GetAsync(connection._path);
        Assert.True(first.IsSuccessStatusCode, $"{first.StatusCode}");
        await connection.SendAsync(BlazorMessages.Handshake);
        return connection;
    }

    /// <summary>Starts a circuit without components; returns whether the server took it.</summary>
    public async Task<bool> StartCircuitAsync()
    {
        await SendAsync(BlazorMessages.Invocation("StartCircuit", _address.ToString(), _address.ToString(), "[]", ""));
        while (true)
        {
            using var poll = await _http.GetAsync(_path);
            if (poll.StatusCode != HttpStatusCode.OK)
            {
                return false;
            }

            if (BlazorMessages.IsAnswer(await poll.Content.ReadAsByteArrayAsync(), out var result))
            {
                return result is not null;
            }
        }
    }

    /// <summary>Ends the connection.</summary>
    public async Task CloseAsync()
    {
        using var answer = await _http.DeleteAsync(_path);
    }

    private async Task SendAsync(byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        using var answer = await _http.PostAsync(_path, content);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }
}
