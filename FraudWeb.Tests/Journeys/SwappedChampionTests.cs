using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FraudWeb.Api;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Hosting;
using FraudWeb.Settings;
using FraudWeb.Tests.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Journeys;

/// <summary>The scoring calls over HTTP, in this process, so that models can be promoted while bodies are on their way.</summary>
public sealed class SwappedChampionTests : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
    private WebApplication _app = null!;
    private HttpClient _http = null!;
    private int _calls;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var settings = FraudWebSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection([new("FraudWeb:DataDirectory", _folder)]).Build());
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(settings);
        builder.Services.AddScoring(settings);
        builder.Services.AddApi();

        // Who may call is not what this is about.
        builder.Services.Configure<RouteOptions>(routes => routes.SuppressCheckForUnhandledSecurityMetadata = true);
        _app = builder.Build();
        _app.MapGroup("/api").MapPredict();
        await Models.RegisterAsync(SwappedModels.LowFirst(), promote: true);
        await _app.StartAsync();
        _http = new() { BaseAddress = new(_app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _http.Dispose();

    private ModelRegistry Models => _app.Services.GetRequiredService<ModelRegistry>();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_call_is_scored_under_a_schema_that_it_was_not_read_by(bool idempotent)
    {
        await using (var swaps = new SwappedModels(Models))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; i < 10; i++)
                {
                    var one = Encoding.UTF8.GetString(SwappedModels.Body(caller - 4));
                    await CallAsync(swaps, "api/predict?explain=true", one, idempotent, answer => [answer]);
                    await CallAsync(
                        swaps, "api/batch_predict", $$"""{"transactions": [{{one}}, {{one}}]}""", idempotent,
                        answer => answer.GetProperty("predictions").EnumerateArray());
                }
            })));
        }

        await SwappedModels.AssertStoredAsync(_app.Services.GetRequiredService<PredictionQueries>(), Models, predictions: 8 * 10 * 3);
    }

    private async Task CallAsync(
        SwappedModels swaps, string path, string body, bool idempotent, Func<JsonElement, IEnumerable<JsonElement>> predictions)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new SlowContent(body, swaps) };
        if (idempotent)
        {
            request.Headers.Add("Idempotency-Key", $"call-{Interlocked.Increment(ref _calls)}");
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        var versions = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var prediction in predictions(JsonElement.Parse(text)))
        {
            versions.Add(prediction.GetProperty("model_version").GetString());
            if (prediction.TryGetProperty("reasons", out var reasons))
            {
                var (field, contribution) =
                    (reasons[0].GetProperty("field").GetString(), reasons[0].GetProperty("contribution").GetDouble());
                Assert.True(contribution == 0 || field == "low", text);
            }
        }

        Assert.Single(versions);
    }

    /// <summary>A body of which half is sent, then a champion is promoted, then the rest is sent.</summary>
    private sealed class SlowContent : HttpContent
    {
        private readonly byte[] _body;
        private readonly SwappedModels _swaps;

        public SlowContent(string body, SwappedModels swaps)
        {
            (_body, _swaps) = (Encoding.UTF8.GetBytes(body), swaps);
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_body.AsMemory(0, _body.Length / 2));
            await stream.FlushAsync();
            await _swaps.NextAsync();
            await stream.WriteAsync(_body.AsMemory(_body.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }
}
