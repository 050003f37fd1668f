using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Tests.Journeys;

/// <summary>A data folder of which a part is lost: nothing starts on it, nothing is changed, and it is told what is missing.</summary>
[Trait("Requirement", "DB5")]
public sealed partial class LostDataTests : IClassFixture<LostDataTests.UsedFolders>, IDisposable
{
    private const int Predictions = 1_000;

    private readonly UsedFolders _used;
    private readonly CliProcess _cli = new();

    public LostDataTests(UsedFolders used) => _used = used;

    private string Folder => _cli.PathOf("data");

    private string DatabaseFile => Path.Combine(Folder, Database.FileName);

    private string Log => DatabaseFile + "-wal";

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("the log is emptied", 1_000)]
    [InlineData("the log is deleted", 1_000)]
    [InlineData("the log is cut in half", null)]
    [InlineData("a bit of the log is flipped", null)]
    [InlineData("the database is deleted after a clean stop", 1_000)]
    [InlineData("the database is emptied after a clean stop", 1_000)]
    public async Task What_was_answered_and_is_gone_is_counted_and_no_start_takes_the_folder_for_a_new_one(string deed, int? missing)
    {
        FolderFiles.Copy(deed.EndsWith("clean stop", StringComparison.Ordinal) ? _used.Stopped : _used.Killed, Folder);
        Spoil(deed);
        var before = Contents();

        var refused = await _cli.RunAsync("create-user", "--email", "new@example.com", "--role", "administrator", Setting);

        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Equal(1, refused.Error.Count(letter => letter == '\n'));
        var told = Told().Match(refused.Error);
        Assert.True(told.Success, refused.Error);
        var count = int.Parse(told.Groups["count"].Value.Replace(",", "", StringComparison.Ordinal));
        Assert.InRange(count, missing ?? 1, missing ?? Predictions);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task A_server_refuses_too_until_the_loss_is_accepted_which_the_audit_log_records()
    {
        FolderFiles.Copy(_used.Killed, Folder);
        Spoil("the log is cut in half");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => FraudWebServer.StartAsync(dataDirectory: Folder));
        Assert.Contains("exit code 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"FraudWeb:DataDirectory: {DatabaseFile} is older than its anchor, or was cut: ", refused.Message,
            StringComparison.Ordinal);

        await using (var server = await FraudWebServer.StartAsync(dataDirectory: Folder, args: ["--accept-loss"]))
        {
            await server.PredictAsync(ApiCalls.Transaction());
            Assert.Equal(0, await server.StopAsync());
            await server.RestartAsync();
        }

        Assert.Equal(0, (await _cli.RunAsync("verify", Setting)).ExitCode);
        using var database = Database.Open(Folder);
        var entry = Assert.Single(await Audits.Of(database).PageAsync(new(Action: AuditActions.LossAccepted), 10));
        Assert.Matches("^the database is older than its anchor, or was cut: [0-9,]+ predictions", entry.Detail);
    }

    [Fact]
    public async Task After_a_lost_database_a_new_one_is_begun_only_if_the_loss_is_accepted()
    {
        FolderFiles.Copy(_used.Stopped, Folder);
        File.Delete(DatabaseFile);
        await Assert.ThrowsAsync<InvalidOperationException>(() => FraudWebServer.StartAsync(dataDirectory: Folder));
        Assert.False(File.Exists(DatabaseFile));

        await using (var server = await FraudWebServer.StartAsync(dataDirectory: Folder, args: ["--accept-loss"]))
        {
            await server.AdministratorAsync();
        }

        using var database = Database.Open(Folder);
        var entry = (await Audits.Of(database).PageAsync(new(), 100))[^1];
        Assert.Equal((1, AuditActions.LossAccepted), (entry.Id, entry.Action));
        Assert.Contains("1,000 predictions", entry.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_an_older_version_without_an_anchor_is_refused_when_its_database_is_gone_or_empty()
    {
        FolderFiles.Copy(_used.Stopped, Folder);
        File.Delete(Path.Combine(Folder, "keys", "audit.anchor"));
        File.Delete(DatabaseFile);
        AssertRefused("is missing, but this folder has models and keys. ");

        // As the database of a young installation was left when its log was lost: a header without tables.
        Directory.Move(Path.Combine(Folder, "models"), Path.Combine(Folder, "other"));
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={DatabaseFile};Pooling=False"))
        {
            connection.Open();
            SqliteConnections.Execute(connection, "PRAGMA journal_mode=WAL");
        }

        Assert.NotEqual(0, new FileInfo(DatabaseFile).Length);
        AssertRefused("is empty, but this folder has keys. ");
    }

    [Fact]
    public async Task An_older_copy_of_the_database_is_refused()
    {
        FolderFiles.Copy(_used.Stopped, Folder);
        await using (var server = await FraudWebServer.StartAsync(dataDirectory: Folder))
        {
            await server.PredictAsync(ApiCalls.Transaction());
            await server.StopAsync();
        }

        File.Copy(Path.Combine(_used.Stopped, Database.FileName), DatabaseFile, overwrite: true);
        AssertRefused("is older than its anchor, or was cut: 1 prediction and ");
    }

    private string Setting => $"--FraudWeb:DataDirectory={Folder}";

    private void AssertRefused(string cause) => Assert.Contains(
        $"{DatabaseFile} {cause}", Assert.Throws<StorageException>(() => Database.Open(Folder)).Message, StringComparison.Ordinal);

    private void Spoil(string deed)
    {
        switch (deed)
        {
            case "the log is emptied":
                File.WriteAllBytes(Log, []);
                break;
            case "the log is deleted":
                File.Delete(Log);
                break;
            case "the log is cut in half":
                using (var log = File.OpenWrite(Log))
                {
                    log.SetLength(log.Length / 2);
                }

                break;
            case "a bit of the log is flipped":
                var bytes = File.ReadAllBytes(Log);
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(Log, bytes);
                break;
            case "the database is emptied after a clean stop":
                File.WriteAllBytes(DatabaseFile, []);
                break;
            default:
                File.Delete(DatabaseFile);
                break;
        }
    }

    // What can be restored from, or looked into, must be as it was.
    private string Contents() => string.Join('\n',
        ((string[])[DatabaseFile, Log, Path.Combine(Folder, "keys", "audit.anchor")]).Where(File.Exists)
            .Select(file => (Name: Path.GetFileName(file), Bytes: File.ReadAllBytes(file))).Where(file => file.Bytes.Length > 0)
            .Select(file => $"{file.Name} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file.Bytes))}"));

    [GeneratedRegex(@"^\S+fraudweb\.db is .*?(?<count>[\d,]+) predictions? .*--accept-loss", RegexOptions.ExplicitCapture)]
    private static partial Regex Told();

    /// <summary>A data folder with 1,000 answered predictions, as kill -9 left it and as a clean stop did.</summary>
    public sealed class UsedFolders : IAsyncLifetime
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;

        public string Killed => Path.Combine(_folder, "killed");

        public string Stopped => Path.Combine(_folder, "stopped");

        public async Task InitializeAsync()
        {
            await using var server = await FraudWebServer.StartAsync();
            for (var i = 0; i < 10; i++)
            {
                var batch = new JsonArray([.. Enumerable.Range(0, Predictions / 10).Select(_ => ApiCalls.Transaction())]);
                using var answer = await server.PostAsync("api/batch_predict", new JsonObject { ["transactions"] = batch });
                answer.EnsureSuccessStatusCode();
            }

            var anchor = Path.Combine(server.DataDirectory, "keys", "audit.anchor");
            for (var i = 0; i < 300 && !File.ReadAllText(anchor).Contains("predictions 1000\n", StringComparison.Ordinal); i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }

            await server.KillAsync();
            FolderFiles.Copy(server.DataDirectory, Killed);
            await server.RestartAsync();
            await server.StopAsync();
            FolderFiles.Copy(server.DataDirectory, Stopped);
        }

        public Task DisposeAsync()
        {
            Directory.Delete(_folder, recursive: true);
            return Task.CompletedTask;
        }
    }
}
