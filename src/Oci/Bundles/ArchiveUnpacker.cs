using Wolfictl.Oci.Archives;

namespace Wolfictl.Oci.Bundles;

/// <summary>
/// Unpacks tar archives below one directory, and never outside of it:
/// 1. only files, directories and symbolic links; no hard links, devices, fifos, whiteouts;
/// 2. no absolute names, no <c>..</c>, no NUL, nothing that is not UTF-8;
/// 3. links must stay inside, followed as a kernel would; they are made last, so that nothing is ever written through one;
/// 4. a name that comes again must be of the same kind;
/// 5. entries and bytes are limited.
/// Everything is unpacked to a new folder within the target and moved to its place by <see cref="Complete"/>: an archive that is refused or whose digest is wrong
/// leaves nothing. Modes are applied as they are in the archive (without set-id bits), whatever the umask. Disposing without completing removes what was unpacked.
/// </summary>
public sealed class ArchiveUnpacker : IDisposable
{
    private const UnixFileMode ModeBits = (UnixFileMode)0b111_111_111;
    private const UnixFileMode WorkingMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode ImpliedMode = WorkingMode | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string _target;
    private readonly string _work;
    private readonly UnpackLimits _limits;
    private readonly Dictionary<string, TarEntryKind> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnixFileMode> _directoryModes = new(StringComparer.Ordinal);
    private readonly LinkTree _links = new();
    private int _entries;
    private long _bytes;

    /// <summary>Unpacks below <paramref name="targetDirectory"/>, which is made when missing.</summary>
    /// <exception cref="BundleException">Of kind <see cref="OciErrorKind.Unreadable"/> when that is not possible.</exception>
    public ArchiveUnpacker(string targetDirectory, UnpackLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(targetDirectory);
        _limits = limits ?? new UnpackLimits();
        _target = Path.GetFullPath(targetDirectory);
        _work = Path.Combine(_target, $".unpacking-{Guid.NewGuid():N}");
        Guard(() => Directory.CreateDirectory(_work, WorkingMode));
    }

    /// <summary>Unpacks one archive over what was unpacked before. The stream is read to its end.</summary>
    /// <param name="archive">A tar archive.</param>
    /// <param name="folder">The one folder at its root, of which only the content is unpacked; none: everything is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OciException">The archive is refused; nothing of it will be kept.</exception>
    public async Task AddAsync(Stream archive, string? folder = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var reader = new ArchiveReader(archive);
        while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } entry)
        {
            Count(entry);
            var path = ArchivePath.Normalize(entry.Name, out var problem) is { } whole ? ArchivePath.Below(folder, whole, ref problem) : null;
            if (path is null)
            {
                throw Refuse(entry.Name, problem!);
            }

            if (path.Length > 0)
            {
                await MakeAsync(reader, entry, path, cancellationToken).ConfigureAwait(false);
            }
            else if (entry.Type != '5')
            {
                throw Refuse(entry.Name, "the root, but not a directory");
            }
        }

        await DrainAsync(archive, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks the links, makes them, and moves everything to its place.</summary>
    /// <exception cref="BundleException">A link leaves the archive, or the target holds one of the names already.</exception>
    public UnpackResult Complete()
    {
        var leaving = _links.Paths.Where(_links.Leaves).Order(StringComparer.Ordinal).Select(path => (path, $"a link to {Text.Printable(_links.TargetOf(path))}, outside")).ToList();
        if (leaving.Count > 0)
        {
            throw BundleException.Refuse("The archive is refused", leaving, "Nothing was unpacked.");
        }

        Guard(() =>
        {
            foreach (var link in _links.Paths)
            {
                File.CreateSymbolicLink(Path.Combine(_work, link), _links.TargetOf(link));
            }

            UnpackedEntries.Move(_work, _target);
            foreach (var (path, mode) in _directoryModes.OrderByDescending(pair => pair.Key, StringComparer.Ordinal))
            {
                File.SetUnixFileMode(Path.Combine(_target, path), mode);
            }

            Directory.Delete(_work);
        });
        return new UnpackResult { Files = _made.Values.Count(kind => kind != TarEntryKind.Directory), Bytes = _bytes };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_work, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Completed, or the disk is in a state that the failure under way tells better.
        }
    }

    private async Task MakeAsync(ArchiveReader reader, ArchiveEntry entry, string path, CancellationToken cancellationToken)
    {
        var kind = entry.Type switch
        {
            '0' or '7' => TarEntryKind.File,
            '5' => TarEntryKind.Directory,
            '2' => TarEntryKind.SymbolicLink,
            '1' => throw Refuse(entry.Name, "a hard link"),
            '3' or '4' => throw Refuse(entry.Name, "a device"),
            '6' => throw Refuse(entry.Name, "a fifo"),
            var other => throw Refuse(entry.Name, $"an entry of type '{Text.Printable(other.ToString())}'"),
        };
        MakeParents(entry.Name, path);
        var again = _made.TryGetValue(path, out var before);
        if (again && before != kind)
        {
            throw Refuse(entry.Name, $"a {Noun(kind)} in the place of a {Noun(before)}");
        }

        _made[path] = kind;
        switch (kind)
        {
            case TarEntryKind.Directory:
                Guard(() => Directory.CreateDirectory(Path.Combine(_work, path), WorkingMode));
                _directoryModes[path] = (UnixFileMode)entry.Mode & ModeBits;
                break;
            case TarEntryKind.SymbolicLink:
                _links.Add(path, CheckTarget(entry));
                break;
            default:
                await WriteAsync(reader, entry, Path.Combine(_work, path), again, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private void MakeParents(string name, string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            var parent = path[..slash];
            if (!_made.TryGetValue(parent, out var kind))
            {
                _made[parent] = TarEntryKind.Directory;
                _directoryModes[parent] = ImpliedMode;
                Guard(() => Directory.CreateDirectory(Path.Combine(_work, parent), WorkingMode));
            }
            else if (kind != TarEntryKind.Directory)
            {
                throw Refuse(name, $"a name below a {Noun(kind)}");
            }
        }
    }

    private async Task WriteAsync(ArchiveReader reader, ArchiveEntry entry, string path, bool again, CancellationToken cancellationToken)
    {
        try
        {
            if (again)
            {
                File.Delete(path);
            }

            // CreateNew never follows a link, should one be there against all expectation.
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
            await using (file.ConfigureAwait(false))
            {
                await reader.CopyContentAsync(file, cancellationToken).ConfigureAwait(false);
                File.SetUnixFileMode(file.SafeFileHandle, (UnixFileMode)entry.Mode & ModeBits);
                if (entry.Modified is >= 0 and < 253402300800)
                {
                    File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTimeOffset.FromUnixTimeSeconds(entry.Modified).UtcDateTime);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    private void Count(ArchiveEntry entry)
    {
        if (++_entries > _limits.MaxEntries)
        {
            throw new BundleException(OciErrorKind.TooLarge, $"The archive has more than {_limits.MaxEntries} entries. Nothing was unpacked.") { Paths = [entry.Name] };
        }

        if (entry.Size > _limits.MaxBytes - _bytes)
        {
            throw new BundleException(
                OciErrorKind.TooLarge, $"The archive unpacks to more than {_limits.MaxBytes} bytes (at {Text.Printable(entry.Name)}). Nothing was unpacked.")
            { Paths = [entry.Name] };
        }

        _bytes += entry.Size;
    }

    /// <summary>What follows the archive's end still counts for its digest; it may not be without end either.</summary>
    private async Task DrainAsync(Stream archive, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int read;
        for (var trailing = 0L; (read = await archive.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            trailing += read;
            if (trailing > _limits.MaxBytes)
            {
                throw new BundleException(OciErrorKind.TooLarge, $"More than {_limits.MaxBytes} bytes follow the archive's end. Nothing was unpacked.");
            }
        }
    }

    private static string CheckTarget(ArchiveEntry entry) =>
        entry.LinkTarget.Length == 0 ? throw Refuse(entry.Name, "a link to nowhere")
        : entry.LinkTarget.Length > 4095 || entry.LinkTarget.Contains('\0', StringComparison.Ordinal) ? throw Refuse(entry.Name, "a link to a name that cannot be")
        : entry.LinkTarget;

    private static string Noun(TarEntryKind kind) => kind switch { TarEntryKind.Directory => "directory", TarEntryKind.SymbolicLink => "link", _ => "file" };

    private static BundleException Refuse(string name, string problem) => BundleException.Refuse("The archive is refused", [(name, problem)], "Nothing was unpacked.");

    private BundleException Unwritable(Exception exception) => new(OciErrorKind.Unreadable, $"Cannot unpack to {_target}: {exception.Message}", exception);

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }
}
