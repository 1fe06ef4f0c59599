using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Wolfictl.Melange.Config.Yaml;

/// <summary>
/// Reads one YAML document forward, event by event, without ever holding it as a whole: what is not wanted is skipped.
/// Aliases are followed only where their node is read, and all that they expand to is bounded.
/// </summary>
internal sealed class YamlCursor
{
    private readonly YamlEvents _events;
    private readonly Stack<YamlKeys> _keys = new();
    private readonly Stack<Replay> _replays = new();
    private YamlTape? _tape;
    private int _depth;
    private int _aliasEvents;
    private YamlTape.Node? _target;
    private ParsingEvent _current = null!;

    public YamlCursor(TextReader text)
    {
        _events = new YamlEvents(text);
        Advance();
        Advance();
        if (_current is DocumentStart)
        {
            Advance();
        }
    }

    /// <summary>What is next to be read, if it is an alias.</summary>
    public YamlTape.Node? Target => _target;

    public bool IsScalar => _current is Scalar;

    public bool IsMapping => _current is MappingStart;

    public bool IsSequence => _current is SequenceStart;

    public bool IsMappingEnd => _current is MappingEnd;

    /// <summary>Whether the stream holds no document at all.</summary>
    public bool IsEmpty => _current is StreamEnd;

    public int Line => (int)_current.Start.Line;

    public int Column => (int)_current.Start.Column;

    /// <summary>Whether the value is left out: nothing, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull()
    {
        Follow();
        return _current is Scalar { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" };
    }

    /// <summary>Reads a scalar as text; null where it is left out.</summary>
    /// <param name="what">What is read, for an error.</param>
    /// <param name="name">What it is called, where that is not known beforehand.</param>
    public SourceText? ReadText(string what, string name = "")
    {
        if (IsNull())
        {
            Advance();
            return null;
        }

        if (_current is not Scalar scalar)
        {
            throw Wrong(name.Length == 0 ? what : $"{what} {Excerpt.Of(name)}", "text");
        }

        var text = new SourceText(scalar.Value, Line, Column);
        Advance();
        return text;
    }

    /// <summary>Enters a mapping; false, and past it, where it is left out.</summary>
    public bool EnterMapping(string what)
    {
        if (IsNull())
        {
            Advance();
            return false;
        }

        if (_current is not MappingStart)
        {
            throw Wrong(what, "a mapping");
        }

        Advance();
        return true;
    }

    /// <summary>Walks the keys of the mapping that was entered; to be walked to its end.</summary>
    public YamlKeys Keys(string what)
    {
        if (!_keys.TryPop(out var keys))
        {
            keys = new YamlKeys(this);
        }

        keys.Begin(what);
        return keys;
    }

    /// <summary>Takes back what <see cref="Keys"/> gave: a file has some twenty mappings, few of them at once.</summary>
    public void Release(YamlKeys keys) => _keys.Push(keys);

    /// <summary>Enters a sequence; false, and past it, where it is left out.</summary>
    public bool EnterSequence(string what)
    {
        if (IsNull())
        {
            Advance();
            return false;
        }

        if (_current is not SequenceStart)
        {
            throw Wrong(what, "a list");
        }

        Advance();
        return true;
    }

    /// <summary>Whether the sequence that was entered goes on; past its end where not.</summary>
    public bool NextItem()
    {
        if (_current is not SequenceEnd)
        {
            return true;
        }

        Advance();
        return false;
    }

    /// <summary>Passes one node, without following aliases.</summary>
    public void Skip()
    {
        var depth = 0;
        do
        {
            depth += _current.NestingIncrease;
            Advance();
        }
        while (depth > 0);
    }

    /// <summary>Goes to the beginning of a node read before; what follows it is what follows now.</summary>
    public void Return(YamlTape.Node node)
    {
        _replays.Push(new Replay(node.Start, node.End, _current, _target));
        _target = null;
        Advance();
    }

    public YamlProblemException Wrong(string what, string wanted)
    {
        var found = _current switch
        {
            Scalar scalar => $"the text \"{Excerpt.Of(scalar.Value)}\"",
            MappingStart => "a mapping",
            SequenceStart => "a list",
            _ => "something else",
        };
        return new YamlProblemException($"{what} must be {wanted}, but is {found}.", Line, Column);
    }

    private void Follow()
    {
        while (_target is { } node)
        {
            var (line, column) = (Line, Column);
            if (!node.IsComplete)
            {
                throw new YamlProblemException("An alias stands inside the very node that it names.", line, column);
            }

            _target = null;
            _replays.Push(new Replay(node.Start, node.End, null, null));
            Advance();
        }
    }

    /// <summary>Goes to the next event.</summary>
    public void Advance()
    {
        while (_replays.TryPeek(out var replay))
        {
            if (replay.Next < replay.End)
            {
                if (++_aliasEvents > YamlLimits.AliasEvents)
                {
                    throw new YamlProblemException(
                        $"The aliases of this file expand to more than {YamlLimits.AliasEvents} nodes.", Line, Column);
                }

                var entry = _tape![replay.Next++];
                Become(entry.Event, entry.Target);
                return;
            }

            _replays.Pop();
            if (replay.Then is { } then)
            {
                // It was counted when it was first read.
                _depth -= then.NestingIncrease;
                Become(then, replay.ThenTarget);
                return;
            }
        }

        if (_events.Next() is not { } next)
        {
            return;
        }

        YamlTape.Node? target = null;
        if (next is AnchorAlias alias)
        {
            target = _tape?.Find(alias.Value.Value)
                ?? throw new YamlProblemException($"The alias *{Excerpt.Of(alias.Value.Value)} has no anchor before it.", (int)next.Start.Line, (int)next.Start.Column);
        }
        else if (next is NodeEvent { Anchor.IsEmpty: false } node)
        {
            (_tape ??= new YamlTape()).Begin(node.Anchor.Value);
        }

        if (_tape is { IsRecording: true })
        {
            _tape.Record(next, target);
        }

        Become(next, target);
    }

    private void Become(ParsingEvent @event, YamlTape.Node? target)
    {
        _current = @event;
        _target = target;
        _depth += @event.NestingIncrease;
        if (_depth > YamlLimits.Depth)
        {
            throw new YamlProblemException($"It is nested more than {YamlLimits.Depth} deep.", Line, Column);
        }
    }

    private sealed class Replay(int start, int end, ParsingEvent? then, YamlTape.Node? thenTarget)
    {
        public int Next { get; set; } = start;

        public int End { get; } = end;

        public ParsingEvent? Then { get; } = then;

        public YamlTape.Node? ThenTarget { get; } = thenTarget;
    }
}
