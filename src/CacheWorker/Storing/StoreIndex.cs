using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Wolfictl.CacheWorker.Storing;

/// <summary>
/// Which files were verified, as JSON lines in <c>.index</c>. It is a memory, never a truth: a line that is lost, cut or made up costs
/// at most another verification, because a line counts only while size, both times and inode are those of the file.
/// Each line is one write to the end, so several processes may share it.
/// </summary>
internal sealed class StoreIndex : IDisposable
{
    private const int LinesWorthCompacting = 512;
    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IndexEntry> _entries = new(StringComparer.Ordinal);
    private SafeFileHandle? _end;
    private ulong _inode;
    private long _read;
    private int _lines;

    public StoreIndex(string folder, string scratch)
    {
        _path = Path.Combine(folder, ".index");
        Refresh();
        if (_lines > LinesWorthCompacting && _lines > 2 * _entries.Count)
        {
            Compact(folder, scratch);
        }
    }

    /// <summary>The line of a name; reads what other processes have added if there is none.</summary>
    public IndexEntry? Find(string name, FileIdentity file)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(name, out var entry) && entry.Describes(file))
            {
                return entry;
            }

            Refresh();
            return _entries.TryGetValue(name, out entry) && entry.Describes(file) ? entry : null;
        }
    }

    /// <summary>The day a file was last asked for, whatever became of the file since.</summary>
    public int? LastUse(string name)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(name, out var entry) ? entry.Used : null;
        }
    }

    public void Put(IndexEntry entry)
    {
        lock (_gate)
        {
            _entries[entry.Name] = entry;
            try
            {
                if (_end is not null && Posix.Stat(_path)?.Inode != Posix.Stat(_end).Inode)
                {
                    _end.Dispose();
                    _end = null;
                }

                _end ??= Posix.OpenToAppend(_path);
                Posix.Append(_end, Line(entry));
            }
            catch (IOException)
            {
                // A full disk or a folder that may only be read: the file is verified again next time.
            }
        }
    }

    public void Dispose() => _end?.Dispose();

    private static byte[] Line(IndexEntry entry) => [.. JsonSerializer.SerializeToUtf8Bytes(entry, StoreJson.Default.IndexEntry), (byte)'\n'];

    private void Refresh()
    {
        if (Posix.Stat(_path) is not { IsRegular: true } file || (file.Inode == _inode && file.Size == _read))
        {
            return;
        }

        var from = file.Inode == _inode && file.Size > _read ? _read : 0;
        try
        {
            using var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 << 10);
            stream.Position = from;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                Take(line);
            }

            // A last line that another process is still writing is read again from the start; lines may be read twice.
            (_inode, _read) = (file.Inode, file.Size);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Unreadable is empty.
        }
    }

    private void Take(string line)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, StoreJson.Default.IndexEntry) is { Name: not null } entry)
            {
                _entries[entry.Name] = entry;
                _lines++;
            }
        }
        catch (JsonException)
        {
            // A line that a crash cut short.
        }
    }

    private void Compact(string folder, string scratch)
    {
        var rewritten = Path.Combine(scratch, $"index.{Guid.NewGuid():N}");
        try
        {
            using (var stream = new FileStream(rewritten, FileMode.CreateNew, FileAccess.Write))
            {
                foreach (var entry in _entries.Values.Where(entry => ContentName.TryParse(entry.Name, out _) && File.Exists(Path.Combine(folder, entry.Name))))
                {
                    stream.Write(Line(entry));
                }
            }

            File.Move(rewritten, _path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The long index serves as well; the sweep takes what was left behind.
        }
    }
}
