using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Config;

/// <summary>Reads <c>var-transforms</c> and <c>data</c>.</summary>
internal static class VariableReader
{
    public static IReadOnlyList<VariableTransform> ReadTransforms(YamlCursor cursor)
    {
        var transforms = new List<VariableTransform>();
        if (!cursor.EnterSequence("var-transforms"))
        {
            return transforms;
        }

        while (cursor.NextItem())
        {
            var (line, column) = (cursor.Line, cursor.Column);
            if (!cursor.EnterMapping("An item of var-transforms"))
            {
                continue;
            }

            var empty = new SourceText("", line, column);
            SourceText from = empty, match = empty, replace = empty, to = empty;
            var keys = cursor.Keys("An item of var-transforms");
            while (keys.Next() is { } key)
            {
                switch (key.Value)
                {
                    case "from":
                        from = cursor.ReadText("from") ?? empty;
                        break;
                    case "match":
                        match = cursor.ReadText("match") ?? empty;
                        break;
                    case "replace":
                        replace = cursor.ReadText("replace") ?? empty;
                        break;
                    case "to":
                        to = cursor.ReadText("to") ?? empty;
                        break;
                    default:
                        cursor.Skip();
                        break;
                }
            }

            if (to.Value.Length == 0)
            {
                throw new YamlProblemException("An item of var-transforms has no \"to\": the variable that it sets.", line, column);
            }

            transforms.Add(new VariableTransform(from, match, replace, to));
        }

        return transforms;
    }

    public static Dictionary<string, RangeData> ReadData(YamlCursor cursor)
    {
        var all = new Dictionary<string, RangeData>(StringComparer.Ordinal);
        if (!cursor.EnterSequence("data"))
        {
            return all;
        }

        while (cursor.NextItem())
        {
            var (line, column) = (cursor.Line, cursor.Column);
            if (!cursor.EnterMapping("An item of data"))
            {
                continue;
            }

            string? name = null;
            List<RangeItem> items = [];
            var keys = cursor.Keys("An item of data");
            while (keys.Next() is { } key)
            {
                switch (key.Value)
                {
                    case "name":
                        name = cursor.ReadText("data.name")?.Value;
                        break;
                    case "items":
                        items = ReadItems(cursor);
                        break;
                    default:
                        cursor.Skip();
                        break;
                }
            }

            if (string.IsNullOrEmpty(name))
            {
                throw new YamlProblemException("An item of data has no name.", line, column);
            }

            all[name] = new RangeData(name, items);
        }

        return all;
    }

    private static List<RangeItem> ReadItems(YamlCursor cursor)
    {
        var items = new Dictionary<string, RangeItem>(StringComparer.Ordinal);
        if (cursor.EnterMapping("data.items"))
        {
            var keys = cursor.Keys("data.items");
            while (keys.Next() is { } key)
            {
                items[key.Value] = new RangeItem(key.Value, cursor.ReadText("The item", key.Value)?.Value ?? "");
            }
        }

        var sorted = new List<RangeItem>(items.Values);
        sorted.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return sorted;
    }
}
