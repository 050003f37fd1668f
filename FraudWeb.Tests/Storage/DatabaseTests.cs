using System.Data.Common;
using FraudWeb.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Tests.Storage;

public sealed class DatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;

    private string DatabaseFile => Path.Combine(_folder, Database.FileName);

    [Fact, Trait("Requirement", "DB2")]
    public void Every_connection_of_ours_writes_ahead_and_waits_for_the_disk()
    {
        using var database = Database.Open(_folder);
        using var reader = database.CreateDbContext();
        using var writer = database.CreateWriter();
        using var log = database.OpenWriter();
        reader.Database.OpenConnection();
        writer.Database.OpenConnection();

        foreach (var connection in (DbConnection[])[reader.Database.GetDbConnection(), writer.Database.GetDbConnection(), log])
        {
            Assert.Equal("wal", SqliteConnections.Scalar(connection, "PRAGMA journal_mode"));
            Assert.Equal(2L, SqliteConnections.Scalar(connection, "PRAGMA synchronous"));
            Assert.Equal(1L, SqliteConnections.Scalar(connection, "PRAGMA foreign_keys"));
            Assert.Equal(5_000L, SqliteConnections.Scalar(connection, "PRAGMA busy_timeout"));
            Assert.Equal(0L, SqliteConnections.Scalar(connection, "PRAGMA wal_autocheckpoint"));
        }
    }

    [Fact]
    public void A_context_for_reading_can_not_write()
    {
        using var database = Database.Open(_folder);
        using var reader = database.CreateDbContext();
        Assert.Throws<SqliteException>(() => reader.Database.ExecuteSql($"DELETE FROM models"));
    }

    [Fact, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Ours_is_closed_to_others_and_what_else_lies_in_the_folder_stays_as_it_is()
    {
        const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
            | UnixFileMode.OtherRead;
        Database.Open(_folder).Dispose();
        var theirs = Directory.CreateDirectory(Path.Combine(_folder, "theirs")).FullName;
        File.WriteAllText(Path.Combine(theirs, "run.sh"), "");
        string[] strange = [theirs, Path.Combine(theirs, "run.sh")];
        foreach (var path in (string[])[.. strange, DatabaseFile])
        {
            File.SetUnixFileMode(path, Open);
        }

        File.CreateSymbolicLink(Path.Combine(_folder, "link"), theirs);

        Database.Open(_folder).Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DatabaseFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        Assert.All(strange, path => Assert.Equal(Open, File.GetUnixFileMode(path)));
    }

    [Fact]
    public void Opening_again_changes_nothing()
    {
        Database.Open(_folder).Dispose();
        using var database = Database.Open(_folder);
        using var context = database.CreateDbContext();
        Assert.Empty(context.Database.GetPendingMigrations());
        Assert.Empty(context.Predictions);
    }

    [Fact, Trait("Requirement", "DB9")]
    public async Task Of_many_that_start_at_once_one_migrates_and_all_come_up()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Database.Open(_folder))));
        Assert.All(databases, database =>
        {
            using var context = database.CreateDbContext();
            Assert.Empty(context.Models);
        });
        Array.ForEach(databases, database => database.Dispose());
    }

    [Fact, Trait("Requirement", "DB9")]
    public void The_lock_of_a_migration_that_was_killed_does_not_hold_up_the_next()
    {
        using (var connection = Raw())
        {
            SqliteConnections.Execute(connection, """
                CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL CONSTRAINT PK PRIMARY KEY, Timestamp TEXT NOT NULL);
                INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01');
                """);
        }

        using var database = Database.Open(_folder);
        using var context = database.CreateDbContext();
        Assert.Empty(context.Predictions);
    }

    [Fact, Trait("Requirement", "DB5")]
    public void A_database_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        Database.Open(_folder).Dispose();
        using (var connection = Raw())
        {
            SqliteConnections.Execute(connection, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')");
        }

        AssertRefused("newer version");
    }

    [Fact, Trait("Requirement", "DB5")]
    public void A_database_of_another_program_is_refused_and_left_as_it_is()
    {
        using (var connection = Raw())
        {
            SqliteConnections.Execute(connection, "CREATE TABLE invoices (id INTEGER)");
        }

        AssertRefused("another program");
    }

    [Theory, Trait("Requirement", "DB5")]
    [InlineData("this is no database at all, but it is longer than the header of one, which has one hundred bytes.........")]
    [InlineData("short")]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_is(string content)
    {
        File.WriteAllText(DatabaseFile, content);
        AssertRefused("no SQLite database");
    }

    [Fact, Trait("Requirement", "DB5")]
    public void A_file_that_was_cut_off_is_refused_and_left_as_it_is()
    {
        Database.Open(_folder).Dispose();
        SqliteConnection.ClearAllPools();
        using (var file = File.OpenWrite(DatabaseFile))
        {
            file.SetLength(file.Length / 2);
        }

        AssertRefused("cut off");
    }

    [Fact, Trait("Requirement", "DB5")]
    public void A_log_without_its_database_is_refused_and_no_database_is_made()
    {
        File.WriteAllText(DatabaseFile + "-wal", "what was written last");
        Assert.Contains("is missing", Assert.Throws<StorageException>(() => Database.Open(_folder)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(DatabaseFile));
    }

    [Fact, Trait("Requirement", "DB5")]
    public void An_emptied_database_beside_models_is_refused_but_one_of_a_first_start_that_was_killed_is_not()
    {
        File.WriteAllBytes(DatabaseFile, []);
        Database.Open(_folder).Dispose();

        File.WriteAllBytes(DatabaseFile, []);
        Directory.CreateDirectory(Path.Combine(_folder, "models"));
        File.WriteAllText(Path.Combine(_folder, "models", "v1-0123456789ab.fraudmodel"), "");
        AssertRefused("is empty, but this folder has models");
    }

    [Theory, Trait("Requirement", "DB5")]
    [InlineData("fraudweb.db")]
    [InlineData("fraudweb.checkpoints")]
    public void A_folder_in_place_of_a_file_is_refused_in_one_line(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder, name));

        var refused = Assert.Throws<StorageException>(() => Database.Open(_folder));

        Assert.Equal(
            $"{Path.Combine(_folder, name)} is a folder, but must be a file; move it away, or name another data folder.", refused.Message);
    }

    [Fact, Trait("Requirement", "DB5"), Trait("Requirement", "DB4")]
    public void A_start_on_a_full_disk_leaves_nothing_behind()
    {
        // /dev/full takes no byte, as a full disk does.
        var probe = Path.Combine(_folder, $".probe-{Environment.ProcessId}");
        File.CreateSymbolicLink(probe, "/dev/full");

        var refused = Assert.Throws<StorageException>(() => Database.Open(_folder));

        Assert.Contains("can't be written to", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));

        File.WriteAllText(Path.Combine(_folder, ".probe-1"), "left by an older version");
        Database.Open(_folder).Dispose();
        Assert.False(File.Exists(Path.Combine(_folder, ".probe-1")));
    }

    [Fact, Trait("Requirement", "DB5")]
    public void A_data_folder_that_can_not_be_made_is_refused()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var refused = Assert.Throws<StorageException>(() => Database.Open(Path.Combine(file, "data")));
        Assert.Contains("can't be written to", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private SqliteConnection Raw()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        return connection;
    }

    private void AssertRefused(string cause)
    {
        SqliteConnection.ClearAllPools();
        var before = File.ReadAllBytes(DatabaseFile);
        var refused = Assert.Throws<StorageException>(() => Database.Open(_folder));
        Assert.Contains(cause, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(before, File.ReadAllBytes(DatabaseFile));
    }
}
