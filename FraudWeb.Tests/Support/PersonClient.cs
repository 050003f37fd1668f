using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using FraudWeb.Accounts;

namespace FraudWeb.Tests.Support;

/// <summary>A browser's half of the pages over plain HTTP: keeps cookies, follows no redirects, and fills forms in as they were
/// sent.</summary>
public sealed partial class PersonClient : IDisposable
{
    private readonly CookieContainer _cookies = new();

    /// <param name="address">Of the server.</param>
    /// <param name="certificate">What the server proves itself with.</param>
    /// <param name="from">The address that it comes from, which may change under way.</param>
    public PersonClient(Uri address, TestCertificate? certificate = null, Func<IPAddress>? from = null)
    {
        var connections = certificate?.TrustingHandler() ?? new SocketsHttpHandler { AllowAutoRedirect = false };
        connections.CookieContainer = _cookies;
        if (from is not null)
        {
            connections.PooledConnectionLifetime = TimeSpan.Zero;
            connections.ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from(), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        Http = new(connections)
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public HttpClient Http { get; }

    /// <summary>The cookies that it was given.</summary>
    public CookieCollection Cookies => _cookies.GetAllCookies();

    /// <summary>The session's cookie; null before signing in.</summary>
    public Cookie? Session => Cookies.SingleOrDefault(cookie => cookie.Name.EndsWith("fraudweb-session", StringComparison.Ordinal));

    /// <summary>Opens a page and sends one of its forms.</summary>
    /// <param name="path">The page.</param>
    /// <param name="form">The form's name.</param>
    /// <param name="fields">What is filled in.</param>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        using var page = await Http.GetAsync(path);
        return await SubmitAsync(path, await page.Content.ReadAsStringAsync(), form, fields);
    }

    /// <summary>Sends a form of a page that was read before.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string html, string form, params (string Name, string Value)[] fields)
    {
        var sent = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).ToList();
        sent.Add(KeyValuePair.Create("_handler", form));
        sent.Add(KeyValuePair.Create("__RequestVerificationToken", TokenIn(html)));
        using var content = new FormUrlEncodedContent(sent);
        return await Http.PostAsync(path, content);
    }

    /// <summary>Signs in with a password, and with a code where one is asked for.</summary>
    /// <returns>Whether it worked.</returns>
    public async Task<bool> SignInAsync(string email, string password, Func<string>? code = null)
    {
        using var answer = await SubmitAsync("sign-in", "password", ("Email", email), ("Password", password));
        var html = await answer.Content.ReadAsStringAsync();
        if (Ticket().Match(html) is { Success: true } ticket && code is not null)
        {
            using var second = await SubmitAsync("sign-in", html, "code", ("Ticket", ticket.Groups["ticket"].Value), ("Code", code()));
        }

        return Session is not null;
    }

    public void Dispose() => Http.Dispose();

    /// <summary>The antiforgery token of a page; empty where there is none.</summary>
    public static string TokenIn(string html) => WebUtility.HtmlDecode(Token().Match(html).Groups["token"].Value);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Token();

    [GeneratedRegex("name=\"Ticket\" value=\"(?<ticket>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Ticket();
}
