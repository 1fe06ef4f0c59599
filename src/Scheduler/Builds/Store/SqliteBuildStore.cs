using System.Data;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Microsoft.Data.Sqlite;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Scheduler.Builds.Store;

/// <summary>The store of a scheduler that works alone, and of the embedded mode: one SQLite file, one writer.</summary>
public sealed class SqliteBuildStore : IBuildStore, IDisposable
{
    private readonly string _file;
    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The store in <paramref name="file"/>, which is made where it is missing.</summary>
    public SqliteBuildStore(string file)
    {
        _file = file;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 10 }.ToString());
    }

    /// <inheritdoc />
    public Task MigrateAsync(CancellationToken cancellationToken) => TakeTurnAsync(
        () =>
        {
            try
            {
                _connection.Open();
                _connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
                var version = _connection.ExecuteScalar<int>("PRAGMA user_version");
                var known = Migration.All[^1].Version;
                if (version > known)
                {
                    throw new StoreException($"{_file} was written by a later version of wolfictl (schema {version}, this one knows {known}): use that version, or another state directory.");
                }

                foreach (var migration in Migration.All.Where(m => m.Version > version))
                {
                    using var transaction = _connection.BeginTransaction();
                    _connection.Execute(migration.Sql, transaction: transaction);
                    _connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {migration.Version}"), transaction: transaction);
                    transaction.Commit();
                }
            }
            catch (SqliteException e)
            {
                throw new StoreException($"{_file} can't be used as the store: {e.Message}", e);
            }

            return true;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> AddAsync(Build build, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(build);
        return TakeTurnAsync(
            () =>
            {
                using var transaction = _connection.BeginTransaction();
                var added = _connection.Execute(
                    """
                    INSERT INTO builds (build_id, version, state, content_key, priority, received_at, document)
                    VALUES (@Id, @Version, @State, @ContentKey, @Priority, @ReceivedAt, @Document)
                    ON CONFLICT DO NOTHING
                    """,
                    Row(build),
                    transaction);
                if (added == 0)
                {
                    return false;
                }

                // A request that has joined another build meanwhile is known, too.
                if (AddRequests(build, transaction) < build.Requests.Count)
                {
                    return false;
                }

                transaction.Commit();
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> SaveAsync(Transition transition, IReadOnlyList<JobPlan>? plans, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transition);
        var build = transition.Build with { Version = transition.Build.Version + 1 };
        return TakeTurnAsync(
            () =>
            {
                using var transaction = _connection.BeginTransaction();
                var saved = _connection.Execute(
                    "UPDATE builds SET version = @Version, state = @State, document = @Document WHERE build_id = @Id AND version = @Version - 1",
                    Row(build),
                    transaction);
                if (saved == 0)
                {
                    return false;
                }

                AddRequests(build, transaction);
                foreach (var plan in plans ?? [])
                {
                    var document = JsonSerializer.Serialize(plan, StoreJson.Default.JobPlan);
                    _connection.Execute(
                        "INSERT OR REPLACE INTO plans (build_id, architecture, document) VALUES (@Id, @Architecture, @document)",
                        new { Id = build.Id.ToString(), Architecture = plan.Architecture.MelangeName(), document },
                        transaction);
                }

                foreach (var entry in transition.Events)
                {
                    var (eventId, sequence) = EventHead.Of(entry);
                    var message = OutgoingMessage.OfEvent(eventId, entry);
                    _connection.Execute(
                        "INSERT INTO outbox (event_id, build_id, sequence, type, body) VALUES (@eventId, @build, @sequence, @Type, @Json)",
                        new { eventId = eventId.ToString(), build = build.Id.ToString(), sequence, message.Type, message.Json },
                        transaction);
                }

                transaction.Commit();
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Build?> FindAsync(BuildId id, CancellationToken cancellationToken) =>
        FindDocumentAsync("SELECT document FROM builds WHERE build_id = @key", id.ToString(), StoreJson.Default.Build, cancellationToken);

    /// <inheritdoc />
    public Task<Build?> FindByRequestAsync(RequestId request, CancellationToken cancellationToken) =>
        FindDocumentAsync("SELECT document FROM builds JOIN requests USING (build_id) WHERE request_id = @key", request.ToString(), StoreJson.Default.Build, cancellationToken);

    /// <inheritdoc />
    public Task<Build?> FindUnfinishedAsync(string contentKey, CancellationToken cancellationToken) =>
        FindDocumentAsync("SELECT document FROM builds WHERE content_key = @key AND state <> 5", contentKey, StoreJson.Default.Build, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Build>> ListUnfinishedAsync(CancellationToken cancellationToken) => TakeTurnAsync<IReadOnlyList<Build>>(
        () => [.. _connection.Query<string>("SELECT document FROM builds WHERE state <> 5 ORDER BY priority DESC, received_at, build_id")
            .Select(d => JsonSerializer.Deserialize(d, StoreJson.Default.Build)!)],
        cancellationToken);

    /// <inheritdoc />
    public Task<JobPlan?> FindPlanAsync(BuildId id, Architecture architecture, CancellationToken cancellationToken) =>
        FindDocumentAsync(
            "SELECT document FROM plans WHERE build_id || ' ' || architecture = @key",
            $"{id} {architecture.MelangeName()}",
            StoreJson.Default.JobPlan,
            cancellationToken);

    /// <inheritdoc />
    public Task RepublishAsync(Build build, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(build);
        return TakeTurnAsync(
            () =>
            {
                using var transaction = _connection.BeginTransaction();
                var document = _connection.QueryFirst<string>("SELECT document FROM builds WHERE build_id = @id", new { id = build.Id.ToString() }, transaction);
                var requests = JsonSerializer.Deserialize(document, StoreJson.Default.Build)!.Requests;
                var entries = Entries("SELECT position, event_id, type, body FROM outbox WHERE build_id = @id ORDER BY sequence", new { id = build.Id.ToString() }, transaction);
                foreach (var entry in entries)
                {
                    // A new position: what is on its way now, and marked as published afterwards, is not what was asked for here.
                    var body = EventHead.WithRequests(entry.Type, entry.Json, requests);
                    _connection.Execute(
                        "UPDATE outbox SET position = (SELECT MAX(position) FROM outbox) + 1, published = 0, body = @body WHERE position = @Position",
                        new { body, entry.Position },
                        transaction);
                }

                transaction.Commit();
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<OutboxEntry>> ListUnpublishedAsync(int most, CancellationToken cancellationToken) => TakeTurnAsync<IReadOnlyList<OutboxEntry>>(
        () => Entries("SELECT position, event_id, type, body FROM outbox WHERE published = 0 ORDER BY position LIMIT @most", new { most }, null),
        cancellationToken);

    /// <inheritdoc />
    public Task MarkPublishedAsync(IReadOnlyCollection<long> positions, CancellationToken cancellationToken) => TakeTurnAsync(
        () => _connection.Execute("UPDATE outbox SET published = 1 WHERE position IN @positions", new { positions }),
        cancellationToken);

    /// <inheritdoc />
    public Task RememberWithdrawalAsync(RequestId request, CancellationToken cancellationToken) => TakeTurnAsync(
        () => _connection.Execute("INSERT OR IGNORE INTO withdrawals (request_id) VALUES (@id)", new { id = request.ToString() }),
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> WasWithdrawnAsync(RequestId request, CancellationToken cancellationToken) => TakeTurnAsync(
        () => _connection.ExecuteScalar<int>("SELECT COUNT(*) FROM withdrawals WHERE request_id = @id", new { id = request.ToString() }) > 0,
        cancellationToken);

    /// <inheritdoc />
    public Task RememberCacheAsync(CacheCompleted cache, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cache);
        var document = JsonSerializer.Serialize(cache, ContractsJson.Default.CacheCompleted);
        return TakeTurnAsync(
            () => _connection.Execute("INSERT OR IGNORE INTO caches (request_id, document) VALUES (@id, @document)", new { id = cache.RequestId.ToString(), document }),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<CacheCompleted?> FindCacheAsync(RequestId request, CancellationToken cancellationToken) =>
        FindDocumentAsync("SELECT document FROM caches WHERE request_id = @key", request.ToString(), ContractsJson.Default.CacheCompleted, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private static object Row(Build build) => new
    {
        Id = build.Id.ToString(),
        build.Version,
        State = (int)build.State,
        build.ContentKey,
        Priority = (int)build.Request.Priority,
        ReceivedAt = build.ReceivedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        Document = JsonSerializer.Serialize(build, StoreJson.Default.Build),
    };

    private List<OutboxEntry> Entries(string sql, object parameters, IDbTransaction? transaction) =>
        [.. _connection.Query<(long Position, string EventId, string Type, string Json)>(sql, parameters, transaction)
            .Select(r => new OutboxEntry(r.Position, Guid.Parse(r.EventId), r.Type, r.Json))];

    /// <summary>Remembers whose the requests are; how many of them were new.</summary>
    private int AddRequests(Build build, IDbTransaction transaction) => build.Requests.Sum(request => _connection.Execute(
        "INSERT OR IGNORE INTO requests (request_id, build_id) VALUES (@request, @id)",
        new { request = request.ToString(), id = build.Id.ToString() },
        transaction));

    private Task<T?> FindDocumentAsync<T>(string sql, string key, JsonTypeInfo<T> json, CancellationToken cancellationToken)
        where T : class => TakeTurnAsync(
        () => _connection.QueryFirstOrDefault<string>(sql, new { key }) is { } document ? JsonSerializer.Deserialize(document, json) : null,
        cancellationToken);

    private async Task<T> TakeTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return work();
        }
        finally
        {
            _turn.Release();
        }
    }
}
