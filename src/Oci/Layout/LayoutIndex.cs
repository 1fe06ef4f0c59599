using System.Text.Json;

namespace Wolfictl.Oci.Layout;

/// <summary>The file <c>index.json</c> of a layout: its manifests and their tags.</summary>
internal sealed class LayoutIndex(LayoutFiles files)
{
    private const int MaxBytes = 64 * 1024 * 1024;

    public static string? TagOf(Descriptor descriptor) => descriptor.Annotations?.GetValueOrDefault(AnnotationKeys.RefName);

    /// <summary>Lists a manifest, and moves the tag to it; the caller holds the layout's lock.</summary>
    public async Task EnterAsync(Descriptor descriptor, string? tag, CancellationToken cancellationToken)
    {
        var index = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var others = index.Manifests.Where(d => tag is null || TagOf(d) != tag).ToList();
        if (tag is not null || others.All(d => d.Digest != descriptor.Digest))
        {
            // The tagged entry takes the place of an untagged one of the same digest.
            others.RemoveAll(d => d.Digest == descriptor.Digest && TagOf(d) is null);
            others.Add(tag is null ? descriptor : descriptor with { Annotations = new Dictionary<string, string> { [AnnotationKeys.RefName] = tag } });
            await files.WriteAsync(files.Index, (index with { Manifests = others }).ToBytes(), cancellationToken).ConfigureAwait(false);
        }

        if (!File.Exists(files.Marker))
        {
            await files.WriteAsync(files.Marker, OciJson.Write(new LayoutMarker()), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The index; empty when the layout does not exist yet.</summary>
    public async Task<ImageIndex> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(files.Index) is { Exists: true, Length: > MaxBytes })
            {
                throw new OciException(OciErrorKind.TooLarge, $"{files.Index} is larger than {MaxBytes} bytes.") { Repository = files.Directory };
            }

            return OciJson.Read<ImageIndex>(await File.ReadAllBytesAsync(files.Index, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ImageIndex { Manifests = [] };
        }
        catch (JsonException exception)
        {
            throw new OciException(OciErrorKind.Malformed, $"{files.Index} is no image index: {exception.Message}", exception) { Repository = files.Directory };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorKind.Unreadable, $"Cannot read {files.Index}: {exception.Message}", exception) { Repository = files.Directory };
        }
    }
}
