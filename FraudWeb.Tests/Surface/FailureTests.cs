using System.Net;
using FraudWeb.Core.Models;
using FraudWeb.Tests.Models;
using FraudWeb.Tests.Support;
using Microsoft.Data.Sqlite;

namespace FraudWeb.Tests.Surface;

/// <summary>Failures that are expected: calls, pages and exports have an answer for them, and the log has no stack trace.</summary>
public class FailureTests
{
    [Fact, Trait("Requirement", "DB3"), Trait("Requirement", "LC5"), Trait("Requirement", "WB2")]
    public async Task While_the_database_is_locked_calls_pages_and_exports_say_so_and_when_to_try_again()
    {
        await using var server = await FraudWebServer.StartAsync();
        var administrator = await server.AdministratorAsync();
        using var stranger = new PersonClient(server.Address);
        var form = await stranger.Http.GetStringAsync("sign-in");
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "fraudweb.db")};Pooling=False"))
        {
            other.Open();
            await using var locked = other.BeginTransaction();

            var answers = await Task.WhenAll(
                server.PostAsync("api/predict", ApiCalls.Transaction()),
                stranger.SubmitAsync("sign-in", form, "password", ("Email", "nobody@example.com"), ("Password", "purple otter canal")),
                administrator.Http.GetAsync("export/predictions.csv"));

            await answers[0].ProblemAsync(HttpStatusCode.ServiceUnavailable);
            foreach (var page in answers[1..])
            {
                await page.AssertErrorPageAsync(HttpStatusCode.ServiceUnavailable);
                Assert.Contains("be read or written at the moment", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }

            foreach (var answer in answers)
            {
                Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
                answer.Dispose();
            }
        }

        await server.WroteAsync("answered with 503");
        Assert.DoesNotContain("nhandled exception", server.Output, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "MD6")]
    public async Task The_reasons_of_a_prediction_whose_model_is_away_are_told_to_be_unavailable()
    {
        var folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
        var other = Path.Combine(folder, "other.fraudmodel");
        ModelFile.Write(other, MadeModels.Linear(1));
        await using var server = await FraudWebServer.StartAsync();
        var id = (await server.PredictAsync(ApiCalls.Transaction())).GetProperty("prediction_id").GetString();
        await server.StopAsync();
        server.Set("FraudWeb__Model", other);
        await server.RestartAsync();
        await server.StopAsync();
        File.Move(
            Directory.EnumerateFiles(Path.Combine(server.DataDirectory, "models"), "v1-*").Single(), Path.Combine(folder, "v1.away"));
        await server.RestartAsync();

        using var answer = await server.Http.GetAsync($"api/predictions/{id}/explanation");
        var problem = await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable);

        Assert.Contains("model is missing or damaged", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
