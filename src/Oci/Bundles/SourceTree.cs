using Wolfictl.Oci.Archives;

namespace Wolfictl.Oci.Bundles;

/// <summary>The entries of a directory that go into a bundle, in ordinal order of their names; what cannot go is refused, all of it in one error.</summary>
internal sealed class SourceTree
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false };

    private readonly string _root;
    private readonly IgnoreRules _rules;
    private readonly List<TarItem> _items = [];
    private readonly List<(string Path, string Problem)> _refused = [];
    private readonly LinkTree _links = new();

    private SourceTree(string root, IgnoreRules rules)
    {
        _root = root;
        _rules = rules;
    }

    /// <summary>Reads the directory; contents are not opened yet.</summary>
    /// <exception cref="BundleException">Something may not be bundled, or cannot be read.</exception>
    public static IReadOnlyList<TarItem> Read(string root, IgnoreRules rules, CancellationToken cancellationToken)
    {
        var tree = new SourceTree(root, rules);
        var todo = new Stack<string>([""]);
        while (todo.TryPop(out var directory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            tree.ReadDirectory(directory, todo);
        }

        return tree.Finish();
    }

    private void ReadDirectory(string directory, Stack<string> todo)
    {
        try
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(_root, directory)).EnumerateFileSystemInfos("*", Everything))
            {
                var path = directory.Length == 0 ? entry.Name : $"{directory}/{entry.Name}";
                var kind = FileKinds.Of(entry);
                if (_rules.Ignores(path, kind == FileKind.Directory))
                {
                    continue;
                }

                Take(path, kind, entry);
                if (kind == FileKind.Directory)
                {
                    todo.Push(path);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(directory.Length == 0 ? "." : directory, exception);
        }
    }

    private void Take(string path, FileKind kind, FileSystemInfo entry)
    {
        if (entry.Name.StartsWith(".wh.", StringComparison.Ordinal))
        {
            _refused.Add((path, "a name that images take for a deletion"));
        }
        else if (path.Contains('\uFFFD', StringComparison.Ordinal))
        {
            _refused.Add((path, "a name that is not UTF-8"));
        }
        else if (kind is FileKind.Device or FileKind.Fifo or FileKind.Socket)
        {
            _refused.Add((path, kind switch { FileKind.Device => "a device", FileKind.Fifo => "a fifo", _ => "a socket" }));
        }
        else if (kind == FileKind.SymbolicLink)
        {
            _links.Add(path, entry.LinkTarget!);
            _items.Add(new TarItem { Name = path, Kind = TarEntryKind.SymbolicLink, LinkTarget = entry.LinkTarget! });
        }
        else if (kind == FileKind.Directory)
        {
            _items.Add(TarItem.Directory(path));
        }
        else
        {
            _items.Add(new TarItem
            {
                Name = path,
                Kind = TarEntryKind.File,
                Size = ((FileInfo)entry).Length,
                Executable = (entry.UnixFileMode & UnixFileMode.UserExecute) != 0,
                Open = () => Open(path),
            });
        }
    }

    private List<TarItem> Finish()
    {
        foreach (var link in _links.Paths)
        {
            if (_links.TargetOf(link).Contains('\uFFFD', StringComparison.Ordinal))
            {
                _refused.Add((link, "a link to a name that is not UTF-8"));
            }
            else if (_links.Leaves(link))
            {
                _refused.Add((link, $"a link to {Text.Printable(_links.TargetOf(link))}, outside the directory"));
            }
        }

        if (_refused.Count > 0)
        {
            _refused.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
            throw BundleException.Refuse($"The directory {_root} cannot be bundled", _refused, $"Remove them, or name them in {IgnoreRules.FileName}.");
        }

        _items.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return _items;
    }

    private FileStream Open(string path)
    {
        try
        {
            return new FileStream(Path.Combine(_root, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    private BundleException Unreadable(string path, Exception exception) =>
        new(OciErrorKind.Unreadable, $"Cannot read {Text.Printable(Path.Combine(_root, path))}: {Reason(exception)}. Make it readable, or name it in {IgnoreRules.FileName}.", exception)
        {
            Paths = [path],
        };

    private static string Reason(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "it went away while the directory was read",
        _ => Text.Printable(exception.Message.TrimEnd('.')),
    };
}
