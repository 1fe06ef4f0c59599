namespace Wolfictl.CacheWorker.Storing;

/// <summary>One line of the index: a file as it was when its bytes were verified. The last line of a name counts.</summary>
internal sealed record IndexEntry
{
    public required string Name { get; init; }

    public required long Size { get; init; }

    public required long Modified { get; init; }

    public required long Changed { get; init; }

    public required ulong Inode { get; init; }

    /// <summary>The other checksum of a file that is named by its sha256, once it was computed.</summary>
    public string? Sha512 { get; init; }

    /// <summary>The day it was last asked for, in days since 0001-01-01.</summary>
    public required int Used { get; init; }

    public bool Describes(FileIdentity file) =>
        file.IsRegular && Size == file.Size && Modified == file.Modified && Changed == file.Changed && Inode == file.Inode;
}
