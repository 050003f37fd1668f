using FraudWeb.Core.Models;
using FraudWeb.Core.Storage;
using FraudWeb.Hosting;

namespace FraudWeb.Tests.Support;

/// <summary>The model that a first start trains, trained once for all servers of a test run: each would take seconds for it.</summary>
internal static class FirstChampion
{
    private static readonly Lazy<Task<(FraudWeb.Core.Scoring.FraudModel Model, byte[] Bytes, string Hash)>> Made = new(() => Task.Run(() =>
    {
        var model = FirstRun.TrainChampion(TimeProvider.System.GetUtcNow());
        var (bytes, hash) = ModelFile.ToBytes(model);
        return (model, bytes, hash);
    }));

    /// <summary>Makes a data folder with a database in which the model is the champion.</summary>
    public static async Task PutIntoAsync(string folder)
    {
        var (model, bytes, hash) = await Made.Value;
        var entry = new RegisteredModel
        {
            Version = 1,
            Hash = hash,
            FileName = ModelFolder.NameOf(1, hash),
            Trainer = model.Report.Trainer,
            SchemaJson = model.Schema.Json,
            RegisteredAt = model.Report.TrainedAt,
            IsChampion = true,
        };
        using var database = Database.Open(folder);
        await database.WriteAsync(async context =>
        {
            context.Models.Add(entry);
            return await context.SaveChangesAsync();
        });
        var path = ModelFolder.PathOf(folder, entry.FileName);
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        ModelFile.Write(path, bytes);
        PrivateFiles.Restrict(Path.GetDirectoryName(path)!, "*");
    }
}
