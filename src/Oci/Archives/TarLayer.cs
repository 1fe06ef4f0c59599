namespace Wolfictl.Oci.Archives;

/// <summary>
/// A deterministic tar archive that is generated while it is read, as often as asked: once to hash it, once to send it. Owners are 0, modes are git's, every
/// time is <see cref="Modified"/>. Entries stand in the order they are given.
/// </summary>
internal sealed class TarLayer(IReadOnlyList<TarItem> items)
{
    /// <summary>1980-01-01T00:00:00Z, in seconds: the time of every entry. One fixed time, so that a new commit alone does not change the files' layer.</summary>
    public const long Modified = 315532800;

    public IReadOnlyList<TarItem> Items { get; } = items;

    public Stream Open() => new TarLayerStream(Items);

    /// <summary>Reads the archive once to learn its digest and size.</summary>
    public async Task<Descriptor> DescribeAsync(CancellationToken cancellationToken)
    {
        var content = Open();
        await using (content.ConfigureAwait(false))
        {
            var (digest, size) = await Digest.OfAsync(content, cancellationToken).ConfigureAwait(false);
            return new Descriptor { MediaType = MediaTypes.LayerTar, Digest = digest, Size = size };
        }
    }
}
