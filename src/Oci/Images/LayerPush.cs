using Wolfictl.Oci.Archives;

namespace Wolfictl.Oci.Images;

/// <summary>Sends layers, some at once.</summary>
internal static class LayerPush
{
    private const int AtOnce = 4;

    public static ParallelOptions Parallelism(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    /// <summary>Stores the layers unless they are there; gives their descriptors in the same order.</summary>
    public static async Task<Descriptor[]> PushAsync(IReadOnlyList<TarLayer> layers, IOciRepository target, CancellationToken cancellationToken)
    {
        var descriptors = new Descriptor[layers.Count];
        await Parallel.ForAsync(0, layers.Count, Parallelism(cancellationToken), async (i, stop) =>
        {
            // On a thread of the pool: reading local files does not yield.
            descriptors[i] = await Task.Run(() => layers[i].DescribeAsync(stop), stop).ConfigureAwait(false);
            await target.PushBlobAsync(descriptors[i], _ => ValueTask.FromResult(layers[i].Open()), stop).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return descriptors;
    }
}
