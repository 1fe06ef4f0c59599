namespace Wolfictl.CacheWorker.Storing;

/// <summary>Where a partial file's bytes come from, and what its origin must confirm before more are appended (RFC 9110, If-Range).</summary>
internal sealed record PartialOrigin
{
    public required string Uri { get; init; }

    /// <summary>A strong entity tag with its quotes, or an HTTP date; null where the origin gave neither, and the file can't be resumed.</summary>
    public string? Validator { get; init; }

    /// <summary>The size of the whole in bytes, where the origin told it.</summary>
    public long? Length { get; init; }
}
