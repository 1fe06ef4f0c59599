using YamlDotNet.Core.Events;

namespace Wolfictl.Melange.Config.Yaml;

/// <summary>
/// Remembers the events of anchored nodes, so that an alias can be read again. Anchors may nest: they share one tape and are ranges of it.
/// Nothing is kept while no anchor is open, which is nearly always.
/// </summary>
internal sealed class YamlTape
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, Node> _anchors = new(StringComparer.Ordinal);
    private readonly Stack<Open> _open = new();

    public bool IsRecording => _open.Count > 0;

    public Entry this[int index] => _entries[index];

    public Node? Find(string anchor) => _anchors.GetValueOrDefault(anchor);

    /// <summary>Starts a node whose first event is the next one recorded.</summary>
    public void Begin(string anchor)
    {
        var node = new Node(_entries.Count);
        _anchors[anchor] = node;
        _open.Push(new Open(node));
    }

    public void Record(ParsingEvent @event, Node? target)
    {
        _entries.Add(new Entry(@event, target));
        foreach (var open in _open)
        {
            open.Depth += @event.NestingIncrease;
        }

        while (_open.TryPeek(out var open) && open.Depth == 0)
        {
            _open.Pop();
            open.Node.End = _entries.Count;
        }
    }

    /// <summary>One event, and what it stands for if it is an alias.</summary>
    internal sealed record Entry(ParsingEvent Event, Node? Target);

    /// <summary>A node on the tape; not complete, and so not usable, before its <see cref="End"/> is known.</summary>
    internal sealed class Node(int start)
    {
        public int Start { get; } = start;

        public int End { get; set; }

        public bool IsComplete => End > 0;
    }

    private sealed class Open(Node node)
    {
        public Node Node { get; } = node;

        public int Depth { get; set; }
    }
}
