using Microsoft.Data.Sqlite;
using Wolfictl.Scheduler.Builds.Store;

namespace Wolfictl.Scheduler.Tests.Builds.Store;

/// <summary>A store of a test's own, in a file: what a scheduler has.</summary>
internal sealed class StoreFile : IDisposable
{
    // In memory where there is such a place: the tests are of what is stored, not of the disk.
    private readonly string _folder = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory($"/dev/shm/wolfictl-test-{Guid.NewGuid():N}").FullName
        : Directory.CreateTempSubdirectory("wolfictl-test-").FullName;

    private readonly List<SqliteBuildStore> _open = [];

    public string File => Path.Combine(_folder, "scheduler.db");

    /// <summary>A connection to it, migrated.</summary>
    public async Task<SqliteBuildStore> OpenAsync()
    {
        var store = new SqliteBuildStore(File);
        _open.Add(store);
        await store.MigrateAsync(CancellationToken.None);
        return store;
    }

    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _open.ForEach(s => s.Dispose());
        Directory.Delete(_folder, recursive: true);
    }
}
