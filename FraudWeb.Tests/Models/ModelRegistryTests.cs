using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Models;

public sealed class ModelRegistryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
    private readonly Database _database;
    private readonly ModelRegistry _registry;

    public ModelRegistryTests()
    {
        _database = Database.Open(_folder);
        _registry = new(_database, Audits.Of(_database), TimeProvider.System);
    }

    [Fact]
    public async Task A_new_data_folder_has_no_champion()
    {
        await _registry.LoadAsync();
        Assert.False(_registry.HasChampion);
        Assert.Throws<InvalidOperationException>(() => _registry.Champion);
        Assert.Throws<ArgumentException>(() => _registry.Get(1));
    }

    [Fact]
    public async Task Versions_count_up_from_1_and_the_promoted_one_answers_also_after_a_restart()
    {
        var first = await _registry.RegisterAsync(MadeModels.Trees(1), promote: true);
        var second = await _registry.RegisterAsync(MadeModels.Linear(2), promote: false);
        Assert.Equal((1, 2, 1), (first.Version, second.Version, _registry.Champion.Version));

        await _registry.RegisterAsync(MadeModels.Linear(2), promote: true);
        Assert.Equal(2, _registry.Champion.Version);

        using var again = new ModelRegistry(_database, Audits.Of(_database), TimeProvider.System);
        await again.LoadAsync();
        Assert.Equal((2, second.Hash), (again.Champion.Version, again.Champion.Hash));
        var values = MadeModels.Values(TransactionSchema.Default, new Random(1));
        Assert.Equal(first.Model.Score(values), again.Get(1).Model.Score(values));
        Assert.Equal([(2, true), (1, false)], (await again.ListAsync()).Select(model => (model.Version, model.IsChampion)));
    }

    [Fact]
    public async Task The_same_model_is_registered_once_however_many_ask_at_once()
    {
        var served = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => _registry.RegisterAsync(MadeModels.Linear(i % 2), promote: false)));
        Assert.Equal([1, 2], served.Select(model => model.Version).Distinct().Order());
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_folder, "models")).Length);
    }

    [Fact]
    public async Task A_file_given_is_registered_once_and_served()
    {
        await _registry.RegisterAsync(MadeModels.Trees(1), promote: true);
        var file = Path.Combine(_folder, "mine.fraudmodel");
        ModelFile.Write(file, MadeModels.Linear(7));

        await _registry.LoadAsync(file);
        Assert.Equal(2, _registry.Champion.Version);
        await _registry.LoadAsync(file);
        Assert.Equal(2, _registry.Champion.Version);

        await _registry.LoadAsync();
        Assert.Equal(1, _registry.Champion.Version);
    }

    [Fact, Trait("Requirement", "MD1")]
    public async Task A_champion_whose_file_is_missing_or_changed_is_not_served()
    {
        await _registry.RegisterAsync(MadeModels.Trees(1), promote: true);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "models")));
        Assert.Matches(@"v1-[0-9a-f]{12}\.fraudmodel$", file);
        var bytes = File.ReadAllBytes(file);
        using var again = new ModelRegistry(_database, Audits.Of(_database), TimeProvider.System);

        File.Delete(file);
        Assert.Contains(
            "missing", (await Assert.ThrowsAsync<ModelFileException>(() => again.LoadAsync())).Message, StringComparison.Ordinal);

        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        await Assert.ThrowsAsync<ModelFileException>(() => again.LoadAsync());

        ModelFile.Write(file, MadeModels.Trees(2));
        Assert.Contains(
            "another model", (await Assert.ThrowsAsync<ModelFileException>(() => again.LoadAsync())).Message, StringComparison.Ordinal);
        Assert.False(again.HasChampion);
    }

    [Fact, Trait("Requirement", "MD2")]
    public async Task Whoever_asks_while_models_are_swapped_gets_one_whole_model()
    {
        await _registry.RegisterAsync(MadeModels.Linear(0), promote: true);
        var values = MadeModels.Values(TransactionSchema.Default, new Random(1));
        var expected = Enumerable.Range(0, 2).Select(i => MadeModels.Linear(i).Score(values)).ToList();
        using var stop = new CancellationTokenSource();
        var asking = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var served = _registry.Champion;
                Assert.Equal(expected[served.Version - 1], served.Model.Score(values));
            }
        });

        for (var i = 0; i < 20; i++)
        {
            await _registry.RegisterAsync(MadeModels.Linear(i % 2), promote: true);
        }

        await stop.CancelAsync();
        await asking;
    }

    public void Dispose()
    {
        _registry.Dispose();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
