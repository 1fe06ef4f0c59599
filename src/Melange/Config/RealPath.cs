namespace Wolfictl.Melange.Config;

/// <summary>Where a path leads once every link on its way is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Whether a path, links followed, lies below a directory, links followed.</summary>
    public static bool IsInside(string path, string directory)
    {
        var root = Resolve(directory);
        var real = Resolve(path);
        return root is not null && real is not null && real.StartsWith(root.EndsWith('/') ? root : root + "/", StringComparison.Ordinal);
    }

    /// <summary>The path without links; null where they go in circles.</summary>
    public static string? Resolve(string path)
    {
        var links = 0;
        var real = "/";
        var rest = new Stack<string>(Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        while (rest.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
                continue;
            }

            var next = Path.Combine(real, part);
            if (part == "." || new FileInfo(next).LinkTarget is not { } target)
            {
                real = part == "." ? real : next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            real = target.StartsWith('/') ? "/" : real;
            foreach (var segment in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                rest.Push(segment);
            }
        }

        return real;
    }
}
