namespace Wolfictl.Melange.Config.Yaml;

/// <summary>
/// Walks the keys of a mapping that was entered. Merges (<c>&lt;&lt;</c>) come after the keys that are written out, and only with those that are not.
/// A key written twice is an error, as it is to melange.
/// </summary>
internal sealed class YamlKeys(YamlCursor cursor)
{
    private const int FewKeys = 16;
    private readonly List<string> _few = [];
    private HashSet<string>? _many;
    private HashSet<string>? _merged;
    private Queue<YamlTape.Node>? _merges;
    private int _inside;
    private bool _merging;
    private string _what = "";

    public void Begin(string what)
    {
        _what = what;
        _few.Clear();
        _many = null;
        _merged = null;
        _merges = null;
        _inside = 0;
        _merging = false;
    }

    /// <summary>The next key, its value next to be read; null, and past the mapping, at the end.</summary>
    public SourceText? Next()
    {
        while (true)
        {
            if (cursor.IsMappingEnd)
            {
                if (_inside > 0)
                {
                    _inside--;
                    cursor.Advance();
                }
                else if (_merges is null || !_merges.TryDequeue(out var merge))
                {
                    cursor.Advance();
                    cursor.Release(this);
                    return null;
                }
                else
                {
                    _merging = true;
                    EnterMerged(merge);
                }

                continue;
            }

            if (cursor.ReadText("A key of", _what) is not { } key)
            {
                cursor.Skip();
                continue;
            }

            if (key.Value == "<<")
            {
                Merge();
            }
            else if (Add(key))
            {
                return key;
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    private bool Add(SourceText key)
    {
        if (_merging || _inside > 0)
        {
            if (Contains(key.Value))
            {
                return false;
            }

            return (_merged ??= new HashSet<string>(StringComparer.Ordinal)).Add(key.Value);
        }

        if (Contains(key.Value))
        {
            throw new YamlProblemException($"{_what} has the key \"{Excerpt.Of(key.Value)}\" twice.", key.Line, key.Column);
        }

        if (_many is not null)
        {
            _many.Add(key.Value);
            return true;
        }

        _few.Add(key.Value);
        if (_few.Count == FewKeys)
        {
            _many = new HashSet<string>(_few, StringComparer.Ordinal);
        }

        return true;
    }

    private bool Contains(string key)
    {
        if (_many is not null)
        {
            return _many.Contains(key);
        }

        foreach (var seen in _few)
        {
            if (string.Equals(seen, key, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private void Merge()
    {
        if (cursor.Target is { } node)
        {
            Later(node);
            cursor.Advance();
        }
        else if (cursor.IsMapping)
        {
            // Written in place: read now, and let keys that follow replace what it gave.
            cursor.Advance();
            _inside++;
        }
        else if (cursor.EnterSequence($"The merge of {_what}"))
        {
            while (cursor.NextItem())
            {
                Later(cursor.Target ?? throw cursor.Wrong($"What a list of merges holds in {_what}", "an alias"));
                cursor.Advance();
            }
        }
    }

    private void Later(YamlTape.Node node)
    {
        if (!node.IsComplete)
        {
            throw new YamlProblemException($"{_what} merges itself.", cursor.Line, cursor.Column);
        }

        _merges ??= new Queue<YamlTape.Node>();
        _merges.Enqueue(node);
    }

    private void EnterMerged(YamlTape.Node node)
    {
        cursor.Return(node);
        if (!cursor.IsMapping)
        {
            throw cursor.Wrong($"What {_what} merges", "a mapping");
        }

        cursor.Advance();
        _inside++;
    }
}
