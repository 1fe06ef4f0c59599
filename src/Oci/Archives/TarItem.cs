namespace Wolfictl.Oci.Archives;

/// <summary>One entry to write. <see cref="Name"/> is relative, with slashes, without a last one.</summary>
internal sealed record TarItem
{
    public required string Name { get; init; }

    public required TarEntryKind Kind { get; init; }

    public bool Executable { get; init; }

    public string LinkTarget { get; init; } = "";

    public long Size { get; init; }

    /// <summary>Opens the content of a file, exactly <see cref="Size"/> bytes.</summary>
    public Func<Stream>? Open { get; init; }

    public static TarItem Directory(string name) => new() { Name = name, Kind = TarEntryKind.Directory };

    public static TarItem Bytes(string name, byte[] content) =>
        new() { Name = name, Kind = TarEntryKind.File, Size = content.Length, Open = () => new MemoryStream(content, writable: false) };
}
