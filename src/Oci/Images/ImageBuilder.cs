namespace Wolfictl.Oci.Images;

/// <summary>Makes images without running anything: layers on bases.</summary>
public static class ImageBuilder
{
    /// <summary>Stores an index with an image for each platform of <paramref name="bases"/>: the base's layers, then <paramref name="layers"/>. What is there is not sent.</summary>
    /// <param name="bases">What is below; no platform twice.</param>
    /// <param name="layers">What comes on top, the same for all.</param>
    /// <param name="settings">How a container of it runs.</param>
    /// <param name="options">What the image says of itself.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The index.</returns>
    /// <exception cref="OciException">A base or the target can't be reached, or there are more layers than container runtimes take.</exception>
    public static async Task<Descriptor> PushAsync(
        IReadOnlyList<BaseImage> bases,
        IReadOnlyList<ImageLayer> layers,
        ContainerSettings settings,
        ImageOptions options,
        IOciRepository target,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bases);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(target);
        var platforms = bases.SelectMany(each => each.Platforms).ToList();
        if (platforms.GroupBy(platform => platform.Platform.Architecture).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new OciException(OciErrorKind.Refused, $"Two bases are for linux/{twice.Key}; name one.");
        }

        foreach (var each in bases)
        {
            each.CheckRoom(layers.Count);
        }

        var descriptors = await LayerPush.PushAsync([.. layers.Select(layer => layer.Archive)], target, cancellationToken).ConfigureAwait(false);
        return await ImageStack.PushAsync(platforms, descriptors, _ => settings, options, target, cancellationToken).ConfigureAwait(false);
    }
}
