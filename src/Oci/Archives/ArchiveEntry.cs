namespace Wolfictl.Oci.Archives;

/// <summary>An entry as an archive states it; nothing in it is trusted.</summary>
internal sealed record ArchiveEntry
{
    public required string Name { get; init; }

    /// <summary>The type flag: <c>0</c> file, <c>5</c> directory, <c>2</c> symbolic link, others.</summary>
    public required char Type { get; init; }

    public required string LinkTarget { get; init; }

    public required long Size { get; init; }

    public required int Mode { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required long Modified { get; init; }
}
