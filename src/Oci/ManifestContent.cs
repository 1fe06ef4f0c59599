using System.Text.Json;

namespace Wolfictl.Oci;

/// <summary>A manifest or index as it was stored, verified against its digest.</summary>
public sealed record ManifestContent
{
    /// <summary>Its media type, digest and size.</summary>
    public required Descriptor Descriptor { get; init; }

    /// <summary>The stored bytes, at most 4 MiB.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Whether it is an index rather than a manifest.</summary>
    public bool IsIndex => MediaTypes.IsIndex(Descriptor.MediaType);

    /// <summary>Reads the bytes as an image manifest.</summary>
    /// <exception cref="OciException">Of kind <see cref="OciErrorKind.Malformed"/>.</exception>
    public Manifest ReadManifest()
    {
        var manifest = Read<Manifest>("an image manifest");
        Check([manifest.Config, .. manifest.Layers]);
        return manifest;
    }

    /// <summary>Reads the bytes as an image index.</summary>
    /// <exception cref="OciException">Of kind <see cref="OciErrorKind.Malformed"/>.</exception>
    public ImageIndex ReadIndex()
    {
        var index = Read<ImageIndex>("an image index");
        Check(index.Manifests);
        return index;
    }

    private T Read<T>(string what)
    {
        try
        {
            return OciJson.Read<T>(Bytes.Span);
        }
        catch (JsonException exception)
        {
            throw Malformed($"is not {what}: {Text.Printable(exception.Message)}", exception);
        }
    }

    private void Check(IEnumerable<Descriptor> descriptors)
    {
        if (descriptors.Any(d => d is null || d.Size < 0 || d.Digest == default))
        {
            throw Malformed("holds a descriptor that is null, or has a negative size or no digest", null);
        }
    }

    private OciException Malformed(string problem, Exception? inner) =>
        new(OciErrorKind.Malformed, $"The manifest {Descriptor.Digest} {problem}.", inner) { Reference = Descriptor.Digest.ToString() };
}
