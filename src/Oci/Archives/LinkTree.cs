namespace Wolfictl.Oci.Archives;

/// <summary>
/// Follows symbolic links the way a kernel would, within a tree that need not exist on disk: step by step, since <c>a/..</c> is not
/// <c>.</c> where <c>a</c> is a link.
/// </summary>
internal sealed class LinkTree
{
    private const int MaxHops = 40;
    private const int MaxSteps = 100_000;
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    /// <summary>The links, by path from the root of the tree.</summary>
    public IReadOnlyCollection<string> Paths => _links.Keys;

    public void Add(string path, string target) => _links[path] = target;

    public string TargetOf(string path) => _links[path];

    /// <summary>Whether following the link at <paramref name="path"/> ends, or passes, outside the tree. A link in a circle leads nowhere, and not outside.</summary>
    public bool Leaves(string path)
    {
        var at = new List<string>();
        var todo = new Stack<string>();
        Push(todo, path);
        int hops = 0, steps = 0;
        while (todo.TryPop(out var step))
        {
            if (++steps > MaxSteps)
            {
                return true;
            }

            if (step is "" or ".")
            {
                continue;
            }

            if (step == "..")
            {
                if (at.Count == 0)
                {
                    return true;
                }

                at.RemoveAt(at.Count - 1);
                continue;
            }

            at.Add(step);
            if (_links.TryGetValue(string.Join('/', at), out var target))
            {
                if (target.StartsWith('/'))
                {
                    return true;
                }

                if (++hops > MaxHops)
                {
                    return false;
                }

                at.RemoveAt(at.Count - 1);
                Push(todo, target);
            }
        }

        return false;
    }

    private static void Push(Stack<string> todo, string path)
    {
        foreach (var part in path.Split('/').Reverse())
        {
            todo.Push(part);
        }
    }
}
