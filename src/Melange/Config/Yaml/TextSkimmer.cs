namespace Wolfictl.Melange.Config.Yaml;

/// <summary>
/// Leaves out, before the parser sees them, the parts of a configuration that are never read and are most of its bytes: the shell text of steps, and the keys of the
/// root, of the package and of subpackages that no one asks for, tests among them. Each line left out stays as an empty one, so that every position stays true.
/// <para>
/// It knows only block style, by indentation, as people write it. Whoever uses it parses the whole text where the skimmed one is refused:
/// an error is always told from what the file says.
/// </para>
/// </summary>
internal ref struct TextSkimmer
{
    private const int NotDropping = -1;
    private const int NotYetKnown = int.MaxValue;
    private readonly ReadOnlySpan<byte> _source;
    private readonly Span<byte> _target;
    private int _written;
    private int _dropColumn = NotDropping;
    private int _keyColumn = NotYetKnown;
    private Section _section = Section.Other;

    private enum Section
    {
        Other,
        Package,
        Pipeline,
        Subpackages,
    }

    private TextSkimmer(ReadOnlySpan<byte> source, Span<byte> target)
    {
        _source = source;
        _target = target;
    }

    /// <summary>Copies a text without what is left out.</summary>
    /// <param name="source">A text in UTF-8.</param>
    /// <param name="target">At least as long.</param>
    /// <returns>How many bytes were copied; as many as there are where nothing may be left out.</returns>
    public static int Skim(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (source.IndexOf((byte)'\r') >= 0)
        {
            // Other line ends, perhaps within one text: not for a shortcut.
            source.CopyTo(target);
            return source.Length;
        }

        var skimmer = new TextSkimmer(source, target);
        skimmer.Run();
        return skimmer._written;
    }

    private void Run()
    {
        var rest = _source;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (!IsDropped(line))
            {
                line.CopyTo(_target[_written..]);
                _written += line.Length;
            }

            if (end >= 0)
            {
                _target[_written++] = (byte)'\n';
            }
        }
    }

    private bool IsDropped(ReadOnlySpan<byte> line)
    {
        var indent = line.Length - WithoutSpaces(line).Length;
        if (indent == line.Length)
        {
            return _dropColumn != NotDropping;
        }

        if (_dropColumn != NotDropping)
        {
            // A list may stand in the column of its key.
            if (indent > _dropColumn || (indent == _dropColumn && line[indent] is (byte)'#' or (byte)'-' && !line.StartsWith("---"u8)))
            {
                return true;
            }

            _dropColumn = NotDropping;
        }

        if (indent == 0 && line[0] is not ((byte)'#' or (byte)'-'))
        {
            return EnterSection(line);
        }

        return _section != Section.Other && EnterKey(line, indent);
    }

    private bool EnterSection(ReadOnlySpan<byte> line)
    {
        _section = line.StartsWith("package:"u8) ? Section.Package
            : line.StartsWith("pipeline:"u8) ? Section.Pipeline
            : line.StartsWith("subpackages:"u8) ? Section.Subpackages
            : Section.Other;
        _keyColumn = NotYetKnown;
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || !IsNothing(line[(colon + 1)..]))
        {
            return false;
        }

        var key = line[..colon];
        return IsPlain(key)
            && !key.SequenceEqual("package"u8) && !key.SequenceEqual("environment"u8) && !key.SequenceEqual("vars"u8)
            && !key.SequenceEqual("var-transforms"u8) && !key.SequenceEqual("data"u8) && !key.SequenceEqual("pipeline"u8)
            && !key.SequenceEqual("subpackages"u8) && !key.SequenceEqual("needs"u8) && !key.SequenceEqual("inputs"u8)
            && Drop(0);
    }

    private bool EnterKey(ReadOnlySpan<byte> line, int column)
    {
        var begins = true;
        while (line[column] == (byte)'-' && column + 1 < line.Length && line[column + 1] == (byte)' ')
        {
            begins = false;
            column = line.Length - WithoutSpaces(line[(column + 1)..]).Length;
            if (column == line.Length)
            {
                return false;
            }
        }

        if (line[column] == (byte)'#')
        {
            return false;
        }

        if (_keyColumn == NotYetKnown)
        {
            _keyColumn = column;
        }

        var key = line[column..];
        var colon = key.IndexOf((byte)':');
        if (colon <= 0 || (colon + 1 < key.Length && key[colon + 1] != (byte)' ') || !IsPlain(key[..colon]))
        {
            return false;
        }

        // What begins an item of a list cannot be taken away without the item.
        if (begins && column == _keyColumn && !IsWanted(key[..colon]))
        {
            return Drop(column);
        }

        if (_section != Section.Package && key[..colon].SequenceEqual("runs"u8))
        {
            var value = WithoutSpaces(key[(colon + 1)..]);
            if (value.Length > 0 && value[0] is (byte)'|' or (byte)'>')
            {
                Drop(column);
            }
        }

        return false;
    }

    private readonly bool IsWanted(ReadOnlySpan<byte> key) => _section switch
    {
        Section.Package => key.SequenceEqual("name"u8) || key.SequenceEqual("version"u8) || key.SequenceEqual("epoch"u8) || key.SequenceEqual("description"u8)
            || key.SequenceEqual("target-architecture"u8) || key.SequenceEqual("resources"u8) || key.SequenceEqual("dependencies"u8),
        Section.Subpackages => key.SequenceEqual("name"u8) || key.SequenceEqual("range"u8) || key.SequenceEqual("if"u8)
            || key.SequenceEqual("dependencies"u8) || key.SequenceEqual("pipeline"u8),
        _ => true,
    };

    private bool Drop(int column)
    {
        _dropColumn = column;
        return true;
    }

    private static bool IsPlain(ReadOnlySpan<byte> key)
    {
        foreach (var character in key)
        {
            if (character is not ((>= (byte)'a' and <= (byte)'z') or (byte)'-'))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> WithoutSpaces(ReadOnlySpan<byte> value)
    {
        var start = 0;
        while (start < value.Length && value[start] == (byte)' ')
        {
            start++;
        }

        return value[start..];
    }

    private static bool IsNothing(ReadOnlySpan<byte> value)
    {
        var trimmed = WithoutSpaces(value);
        return trimmed.IsEmpty || (trimmed[0] == (byte)'#' && trimmed.Length < value.Length);
    }
}
