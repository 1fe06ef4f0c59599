using Wolfictl.Oci.Archives;

namespace Wolfictl.Oci.Bundles;

/// <summary>
/// Copies what a directory holds to another one, as any user: files with their modes (less set-id bits) and times whatever the umask, symbolic links as they are,
/// owned by who copies. Each file appears whole under its name, in place of what stood there; one of the same bytes is left alone. Nothing is ever written
/// through a link that stands in the target. Memory does not grow with files or bytes, and on return all is on the disk.
/// </summary>
public sealed class TreeCopy
{
    private const UnixFileMode ModeBits = (UnixFileMode)0b111_111_111;
    private const UnixFileMode WorkingMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Advice = "Unpack to an empty directory.";
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false };

    private readonly string _from;
    private readonly string _to;
    private int _written;
    private int _kept;
    private long _bytes;

    private TreeCopy(string from, string to)
    {
        _from = from;
        _to = to;
    }

    /// <summary>Copies. What was copied before a failure stays; done again, it goes on from there.</summary>
    /// <param name="from">A directory.</param>
    /// <param name="to">A directory, made when missing; its own mode is left as it is.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <exception cref="BundleException">
    /// <see cref="OciErrorKind.NotFound"/>: <paramref name="from"/> is no directory. <see cref="OciErrorKind.Refused"/>: one directory is in the other, there is something
    /// that is no file, directory or link, or a link or another kind stands in the target where a directory belongs.
    /// </exception>
    /// <exception cref="IOException">Something can't be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">Something may not be read or written.</exception>
    public static TreeCopyResult Run(string from, string to, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        var copy = new TreeCopy(Path.GetFullPath(from), Path.GetFullPath(to));
        if (!Directory.Exists(copy._from))
        {
            throw new BundleException(OciErrorKind.NotFound, $"{Text.Printable(copy._from)} is not a directory, or cannot be read.");
        }

        if (IsWithin(copy._from, copy._to) || IsWithin(copy._to, copy._from))
        {
            throw new BundleException(OciErrorKind.Refused, $"{Text.Printable(copy._to)} and {Text.Printable(copy._from)} are one in the other: nothing was copied.");
        }

        Directory.CreateDirectory(copy._to);
        copy.CopyAll(cancellationToken);
        FileSystemFlush.Of(copy._to);
        return new TreeCopyResult { Written = copy._written, Kept = copy._kept, Bytes = copy._bytes };
    }

    private void CopyAll(CancellationToken cancellationToken)
    {
        // Directories get their modes when all in them is done: some may not be written to then.
        var open = new Stack<(string Path, UnixFileMode? Mode, IEnumerator<FileSystemInfo> Entries)>();
        open.Push(("", null, Entries("")));
        try
        {
            while (open.TryPeek(out var directory))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (directory.Entries.MoveNext())
                {
                    if (Copy(directory.Path, directory.Entries.Current) is var (path, mode))
                    {
                        open.Push((path, mode, Entries(path)));
                    }

                    continue;
                }

                open.Pop().Entries.Dispose();
                if (directory.Mode is { } last && Target(directory.Path) is var made && File.GetUnixFileMode(made) != last)
                {
                    File.SetUnixFileMode(made, last);
                }
            }
        }
        finally
        {
            foreach (var (_, _, entries) in open)
            {
                entries.Dispose();
            }
        }
    }

    /// <summary>Copies an entry; a directory is only made, and given back to be gone through.</summary>
    private (string Path, UnixFileMode Mode)? Copy(string directory, FileSystemInfo entry)
    {
        var path = Path.Combine(directory, entry.Name);
        switch (FileKinds.Of(entry))
        {
            case FileKind.Directory:
                MakeDirectory(path);
                return (path, entry.UnixFileMode & ModeBits);
            case FileKind.SymbolicLink:
                CopyLink(entry, path);
                return null;
            case FileKind.File:
                CopyFile((FileInfo)entry, path);
                return null;
            default:
                throw Refuse(path, "no file, directory or link");
        }
    }

    private void MakeDirectory(string path)
    {
        var target = Target(path);
        switch (KindAt(target))
        {
            case null:
                Directory.CreateDirectory(target, WorkingMode);
                break;
            case FileKind.Directory when (File.GetUnixFileMode(target) & WorkingMode) != WorkingMode:
                // Left by an earlier copy: its mode was given when all in it was done.
                File.SetUnixFileMode(target, File.GetUnixFileMode(target) | WorkingMode);
                break;
            case FileKind.Directory:
                break;
            case FileKind.SymbolicLink:
                throw Refuse(path, "a link stands there in the place of a directory");
            default:
                throw Refuse(path, "something else stands there in the place of a directory");
        }
    }

    private void CopyLink(FileSystemInfo entry, string path)
    {
        var target = Target(path);
        switch (KindAt(target))
        {
            case null:
                break;
            case FileKind.SymbolicLink when new FileInfo(target).LinkTarget == entry.LinkTarget:
                _kept++;
                return;
            case FileKind.Directory:
                throw Refuse(path, "a directory stands there in the place of a link");
            default:
                File.Delete(target);
                break;
        }

        File.CreateSymbolicLink(target, entry.LinkTarget!);
        _written++;
    }

    private void CopyFile(FileInfo entry, string path)
    {
        var target = Target(path);
        var there = KindAt(target);
        if (there == FileKind.Directory)
        {
            throw Refuse(path, "a directory stands there in the place of a file");
        }

        var mode = entry.UnixFileMode & ModeBits;
        if (there == FileKind.File && File.GetUnixFileMode(target) == mode && FileContents.AreSame(entry.FullName, target))
        {
            _kept++;
            return;
        }

        var partial = Path.Combine(Path.GetDirectoryName(target)!, $".{Guid.NewGuid():N}.partial");
        try
        {
            _bytes += FileContents.Copy(entry, partial, mode);
            // Takes the place of a link, too, and does not follow it.
            File.Move(partial, target, overwrite: true);
            _written++;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private IEnumerator<FileSystemInfo> Entries(string path) => new DirectoryInfo(Path.Combine(_from, path)).EnumerateFileSystemInfos("*", Everything).GetEnumerator();

    private string Target(string path) => Path.Combine(_to, path);

    private static FileKind? KindAt(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is not null ? FileKind.SymbolicLink
            : Directory.Exists(path) ? FileKind.Directory
            : file.Exists ? FileKinds.Of(file)
            : null;
    }

    private static bool IsWithin(string path, string folder) => $"{path.TrimEnd('/')}/".StartsWith($"{folder.TrimEnd('/')}/", StringComparison.Ordinal);

    private BundleException Refuse(string path, string problem) => BundleException.Refuse($"Cannot unpack to {Text.Printable(_to)}", [(path, problem)], Advice);
}
