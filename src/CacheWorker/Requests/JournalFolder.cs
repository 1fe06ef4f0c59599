using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.Contracts;

namespace Wolfictl.CacheWorker.Requests;

/// <summary>One folder of the journal: a file for each request id, there whole or not at all.</summary>
internal sealed class JournalFolder
{
    private const string Suffix = ".json";
    private const string Temporary = ".tmp";
    private readonly string _folder;

    public JournalFolder(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        foreach (var cut in Directory.EnumerateFiles(folder, $"*{Temporary}"))
        {
            File.Delete(cut);
        }
    }

    public bool Has(RequestId id) => File.Exists(PathOf(id));

    /// <summary>Every id, in the order of time: so they are made (RFC 9562, version 7).</summary>
    public IReadOnlyList<RequestId> List() => ListOlderThan(DateTimeOffset.MaxValue);

    /// <summary>Those whose file was written before a time.</summary>
    public IReadOnlyList<RequestId> ListOlderThan(DateTimeOffset time) =>
    [
        .. new DirectoryInfo(_folder).EnumerateFiles($"*{Suffix}")
            .Where(file => time == DateTimeOffset.MaxValue || file.LastWriteTimeUtc < time.UtcDateTime)
            .Select(file => Path.GetFileNameWithoutExtension(file.Name))
            .Order(StringComparer.Ordinal)
            .Select(name => RequestId.TryParse(name, null, out var id) ? id : default)
            .Where(id => id != default),
    ];

    /// <exception cref="JournalException">It is not there, or not JSON of that type.</exception>
    public T Read<T>(RequestId id, JsonTypeInfo<T> type)
        where T : class
    {
        var path = PathOf(id);
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, type) ?? throw new JsonException("it holds null");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"{path}: can't be read: {e.Message}. Move it away, and have the request sent again.", e);
        }
    }

    /// <summary>Returns when the file is on disk under its name.</summary>
    /// <exception cref="JournalException">The disk does not take it.</exception>
    public void Write<T>(RequestId id, T value, JsonTypeInfo<T> type)
    {
        var path = PathOf(id);
        try
        {
            var temporary = path + Temporary;
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                JsonSerializer.Serialize(file, value, type);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            using var flush = new FolderFlush(_folder);
            flush.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"{path}: can't be written: {e.Message}", e);
        }
    }

    /// <summary>An empty file: lost in a crash, what it tells of is done once more.</summary>
    public void Mark(RequestId id) => File.WriteAllBytes(PathOf(id), []);

    public void Delete(RequestId id) => File.Delete(PathOf(id));

    private string PathOf(RequestId id) => Path.Combine(_folder, $"{id}{Suffix}");
}
