using System.Net.WebSockets;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Limits;

public class PageLimitTests
{
    [Fact, Trait("Requirement", "WB6")]
    public async Task Many_connections_at_once_without_asking_for_a_page_are_no_more_than_may_be_open()
    {
        const int Limit = 3;
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string> { ["FraudWeb__Session__MaxPages"] = $"{Limit}" });
        var cookie = await server.CookieAsync();

        var sockets = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpenAsync()));
        Assert.Equal(Limit, sockets.Count(socket => socket is not null));

        // What is closed makes room again.
        foreach (var socket in sockets)
        {
            socket?.Dispose();
        }

        ClientWebSocket? next = null;
        for (var tries = 0; (next = await OpenAsync()) is null; tries++)
        {
            Assert.True(tries < 300, "no room was given back");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        next.Dispose();

        async Task<ClientWebSocket?> OpenAsync()
        {
            var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("Cookie", cookie);
            socket.Options.SetRequestHeader("Origin", server.Address.ToString().TrimEnd('/'));
            try
            {
                await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None);
                return socket;
            }
            catch (WebSocketException e) when (e.Message.Contains("429", StringComparison.Ordinal))
            {
                socket.Dispose();
                return null;
            }
        }
    }
}
