using System.Text.Json;

namespace Wolfictl.Oci.Layout;

/// <summary>
/// An image layout on disk (image-spec 1.1, image-layout.md) as a repository. Made by the first write. Several processes may use one layout:
/// files appear whole or not at all, and changes of <c>index.json</c> take turns.
/// </summary>
public sealed class LayoutRepository : IOciRepository
{
    private const int MaxManifestBytes = 4 * 1024 * 1024;

    private readonly LayoutFiles _files;
    private readonly LayoutIndex _index;
    private readonly TimeProvider _time;

    /// <summary>The layout in <paramref name="directory"/>, which need not exist yet.</summary>
    /// <param name="directory">The layout's directory, absolute or relative to the current one.</param>
    /// <param name="time">The clock for lock waits and for sweeping left-overs; the system's when null.</param>
    public LayoutRepository(string directory, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _time = time ?? TimeProvider.System;
        _files = new LayoutFiles(Path.GetFullPath(directory), _time);
        _index = new LayoutIndex(_files);
        Name = OciReference.Layout(directory);
    }

    /// <inheritdoc/>
    public OciReference Name { get; }

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Digest blob, CancellationToken cancellationToken = default) => Task.FromResult(File.Exists(_files.Blob(blob)));

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor blob, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        var file = new FileInfo(_files.Blob(blob.Digest));
        return Task.FromResult(file.Exists && file.Length == blob.Size);
    }

    /// <inheritdoc/>
    public async Task<bool> PushBlobAsync(Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        ArgumentNullException.ThrowIfNull(open);
        if (await ExistsAsync(blob, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await GuardAsync(async () =>
        {
            _files.Prepare();
            var content = new VerifyingStream(
                await open(cancellationToken).ConfigureAwait(false),
                blob,
                problem => Error(OciErrorKind.DigestMismatch, $"The blob {blob.Digest} was not written to {Name}: {problem}.", blob.Digest));
            await using (content.ConfigureAwait(false))
            {
                await _files.WriteAsync(_files.Blob(blob.Digest), content, cancellationToken).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public Task<bool> TryMountBlobAsync(Descriptor blob, IOciRepository source, CancellationToken cancellationToken = default) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        try
        {
            var file = new FileStream(_files.Blob(blob.Digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
            return Task.FromResult<Stream>(new VerifyingStream(
                file,
                blob,
                problem => Error(OciErrorKind.DigestMismatch, $"The blob {blob.Digest} of {Name} is damaged: {problem}. Delete it and push it again.", blob.Digest)));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Error(OciErrorKind.NotFound, $"{Name} has no blob {blob.Digest}.", blob.Digest, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Error(OciErrorKind.Unreadable, $"Cannot read the blob {blob.Digest} of {Name}: {exception.Message}", blob.Digest, exception);
        }
    }

    /// <inheritdoc/>
    public async Task<Descriptor> PushManifestAsync(
        ReadOnlyMemory<byte> content, string mediaType, string? tag = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaType);
        if (tag is not null)
        {
            _ = Name.WithTag(tag);
        }

        if (content.Length > MaxManifestBytes)
        {
            throw new OciException(OciErrorKind.TooLarge, $"A manifest of {content.Length} bytes is more than the {MaxManifestBytes} that registries take.");
        }

        var descriptor = Descriptor.Of(content.Span, mediaType);
        await CheckParentsAsync(new ManifestContent { Descriptor = descriptor, Bytes = content }, cancellationToken).ConfigureAwait(false);
        await GuardAsync(async () =>
        {
            _files.Prepare();
            await _files.WriteAsync(_files.Blob(descriptor.Digest), content, cancellationToken).ConfigureAwait(false);
            using var taken = await LayoutLock.TakeAsync(_files.Directory, _time, cancellationToken).ConfigureAwait(false);
            await _index.EnterAsync(descriptor, tag, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return descriptor;
    }

    /// <inheritdoc/>
    public async Task<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken = default)
    {
        var descriptor = await ResolveAsync(tagOrDigest, cancellationToken).ConfigureAwait(false);
        if (descriptor.Size > MaxManifestBytes)
        {
            throw Error(OciErrorKind.TooLarge, $"The manifest {descriptor.Digest} of {Name} has {descriptor.Size} bytes; the limit is {MaxManifestBytes}.", descriptor.Digest);
        }

        var stream = await OpenBlobAsync(descriptor, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = new byte[descriptor.Size];
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return new ManifestContent { Descriptor = descriptor with { Annotations = null }, Bytes = bytes };
        }
    }

    /// <inheritdoc/>
    public async Task<Descriptor> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tagOrDigest);
        var index = await _index.ReadAsync(cancellationToken).ConfigureAwait(false);
        var found = Digest.TryParse(tagOrDigest, out var digest)
            ? index.Manifests.FirstOrDefault(d => d.Digest == digest) ?? await DescribeUnlistedAsync(digest, cancellationToken).ConfigureAwait(false)
            : index.Manifests.FirstOrDefault(d => LayoutIndex.TagOf(d) == tagOrDigest);
        return found is null
            ? throw new OciException(OciErrorKind.NotFound, $"{Name} has no manifest {Text.Printable(tagOrDigest)}.") { Repository = _files.Directory, Reference = tagOrDigest }
            : found;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, string? artifactType = null, CancellationToken cancellationToken = default)
    {
        var found = new List<Descriptor>();
        foreach (var listed in (await _index.ReadAsync(cancellationToken).ConfigureAwait(false)).Manifests.DistinctBy(d => d.Digest))
        {
            var referrer = Referrer.Of(await this.GetManifestAsync(listed.Digest, cancellationToken).ConfigureAwait(false), subject);
            if (referrer is not null && (artifactType is null || referrer.ArtifactType == artifactType))
            {
                found.Add(referrer);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListTagsAsync(CancellationToken cancellationToken = default)
    {
        var index = await _index.ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. index.Manifests.Select(LayoutIndex.TagOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>A manifest below an index is not in <c>index.json</c>: its own <c>mediaType</c> says what it is.</summary>
    private async Task<Descriptor?> DescribeUnlistedAsync(Digest digest, CancellationToken cancellationToken)
    {
        var file = new FileInfo(_files.Blob(digest));
        if (!file.Exists || file.Length > MaxManifestBytes)
        {
            return null;
        }

        try
        {
            var manifest = OciJson.Read<ManifestMediaType>(await File.ReadAllBytesAsync(file.FullName, cancellationToken).ConfigureAwait(false));
            return new Descriptor { MediaType = manifest.MediaType ?? MediaTypes.ImageManifest, Digest = digest, Size = file.Length };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task CheckParentsAsync(ManifestContent content, CancellationToken cancellationToken)
    {
        var named = content.IsIndex ? content.ReadIndex().Manifests : [content.ReadManifest().Config, .. content.ReadManifest().Layers];
        foreach (var part in named)
        {
            if (!await ExistsAsync(part, cancellationToken).ConfigureAwait(false))
            {
                throw Error(OciErrorKind.Refused, $"The manifest {content.Descriptor.Digest} names {part.Digest} of {part.Size} bytes, which {Name} does not have; push it first.", part.Digest);
            }
        }
    }

    private async Task GuardAsync(Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorKind.Unreadable, $"Cannot write to the layout {_files.Directory}: {exception.Message}", exception)
            {
                Repository = _files.Directory,
            };
        }
    }

    private OciException Error(OciErrorKind kind, string message, Digest digest, Exception? inner = null) =>
        new(kind, message, inner) { Repository = _files.Directory, Reference = digest.ToString() };
}
