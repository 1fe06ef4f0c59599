namespace Wolfictl.TestKit.Origin;

/// <summary>A request as the origin saw it.</summary>
public sealed record OriginRequest
{
    public required string Method { get; init; }

    /// <summary>The path with its query; behind a proxy the whole URI was asked for, see <see cref="Target"/>.</summary>
    public required string Path { get; init; }

    /// <summary>The request target as sent.</summary>
    public required string Target { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>How many requests for this path came before.</summary>
    public required int Earlier { get; init; }

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The first byte that a <c>Range: bytes=N-</c> header asks for.</summary>
    public long? RangeStart => Header("Range") is { } range && range.StartsWith("bytes=", StringComparison.Ordinal) && range.EndsWith('-')
        ? long.Parse(range.AsSpan(6, range.Length - 7), System.Globalization.CultureInfo.InvariantCulture)
        : null;
}
