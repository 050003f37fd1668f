using FraudWeb.Core.Models;
using FraudWeb.Hosting;
using FraudWeb.Settings;
using FraudWeb.Tests.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Hosting;

public sealed class FirstRunTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;

    [Fact]
    public async Task The_first_champion_is_ML_NET_s_and_our_boosting_joins_it_once()
    {
        await using var services = Services();
        var models = services.GetRequiredService<ModelRegistry>();
        await FirstRun.PrepareAsync(services, FirstRun.BeginTraining(services.GetRequiredService<FraudWebSettings>()));
        await FirstRun.AddCandidateAsync(models, Now);
        await FirstRun.AddCandidateAsync(models, Now);

        Assert.Equal(
            [("boosting", false), ("fasttree", true)], (await models.ListAsync()).Select(model => (model.Trainer, model.IsChampion)));
        Assert.Equal(32_000, models.Champion.Model.Report.TrainingRows);
        Assert.InRange(models.Champion.Model.Report.Holdout!.AveragePrecision, 0.78, 1);
    }

    [Fact]
    public async Task No_candidate_joins_a_model_of_the_user_s_own()
    {
        await using var services = Services();
        var models = services.GetRequiredService<ModelRegistry>();
        await models.RegisterAsync(MadeModels.Trees(1), promote: true);
        await FirstRun.PrepareAsync(services, FirstRun.BeginTraining(services.GetRequiredService<FraudWebSettings>()));
        await FirstRun.AddCandidateAsync(models, Now);
        Assert.Single(await models.ListAsync());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServiceProvider Services()
    {
        var settings = FraudWebSettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["FraudWeb:DataDirectory"] = _folder }).Build());
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(settings);
        services.AddScoring(settings);
        services.AddAccounts();
        return services.BuildServiceProvider();
    }
}
