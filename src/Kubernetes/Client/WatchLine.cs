using System.Text.Json;

namespace Wolfictl.Kubernetes.Client;

/// <summary>A line of a watch (meta/v1 WatchEvent). Its object is left where it is, for it is most of what a cluster sends.</summary>
internal readonly ref struct WatchLine
{
    private WatchLine(string? type, ReadOnlySpan<byte> content)
    {
        Type = type;
        Object = content;
    }

    /// <summary>What happened; null where the line does not say.</summary>
    public string? Type { get; }

    /// <summary>JSON in UTF-8; empty where the line has none.</summary>
    public ReadOnlySpan<byte> Object { get; }

    /// <exception cref="JsonException">It is no object in JSON, or there is more behind it.</exception>
    public static WatchLine Parse(ReadOnlySpan<byte> line)
    {
        string? type = null;
        ReadOnlySpan<byte> content = default;
        var reader = new Utf8JsonReader(line);
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                Expect(ref reader, JsonTokenType.String);
                type = reader.GetString();
                continue;
            }

            var isObject = reader.ValueTextEquals("object"u8);
            reader.Read();
            var begin = (int)reader.TokenStartIndex;
            reader.Skip();
            content = isObject ? line[begin..(int)reader.BytesConsumed] : content;
        }

        // Throws where there is more.
        reader.Read();
        return new WatchLine(type, content);
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException();
        }
    }
}
