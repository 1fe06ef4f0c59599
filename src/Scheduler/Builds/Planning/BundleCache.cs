using System.Collections.Concurrent;
using Wolfictl.Contracts;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;

namespace Wolfictl.Scheduler.Builds.Planning;

/// <summary>Source bundles by digest, kept as image layouts: pulled once for the plan and every job. The ones not used for longest are removed.</summary>
internal sealed class BundleCache(SchedulerOptions options, OciRepositories repositories)
{
    private const int Most = 32;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Unpacks a bundle into a folder.</summary>
    /// <exception cref="OciException">It can't be had, or may not be unpacked.</exception>
    public async Task UnpackAsync(DigestReference bundle, string folder, CancellationToken cancellationToken)
    {
        var digest = Digest.Parse(bundle.Digest);
        if (bundle.IsLayout)
        {
            await SourceBundle.UnpackAsync(Open(bundle), digest, folder, cancellationToken: cancellationToken).ConfigureAwait(false);
            return;
        }

        // Held while it is unpacked, so that it is not removed meanwhile.
        var turn = _turns.GetOrAdd(bundle.Digest, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var (kept, name) = await KeepAsync(bundle, digest, cancellationToken).ConfigureAwait(false);
            await SourceBundle.UnpackAsync(kept, name, folder, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The layout that has it, and what it is called there: a base that the bundle stands on is not kept.</summary>
    private async Task<(IOciRepository Layout, Digest Name)> KeepAsync(DigestReference bundle, Digest digest, CancellationToken cancellationToken)
    {
        var path = FolderOf(bundle.Digest);
        var done = Path.Combine(path, "complete");
        var layout = repositories.Open(OciReference.Layout(path));
        if (!File.Exists(done))
        {
            var copied = await SourceBundle.CopyContentAsync(Open(bundle), digest, layout, cancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(done, $"{DigestReference.Of(bundle.Repository, copied.ToString())}\n", cancellationToken).ConfigureAwait(false);
            Prune();
        }

        File.SetLastWriteTimeUtc(done, DateTime.UtcNow);
        var name = DigestReference.Parse((await File.ReadAllTextAsync(done, cancellationToken).ConfigureAwait(false)).Trim());
        return (layout, Digest.Parse(name.Digest));
    }

    private void Prune()
    {
        var kept = new DirectoryInfo(options.BundleDirectory).GetDirectories()
            .OrderByDescending(d => new FileInfo(Path.Combine(d.FullName, "complete")).LastWriteTimeUtc)
            .Skip(Most);
        foreach (var folder in kept)
        {
            // One that is at work has its turn taken, and is looked at the next time.
            if (_turns.GetOrAdd($"sha256:{folder.Name}", _ => new SemaphoreSlim(1, 1)) is var turn && turn.Wait(0))
            {
                folder.Delete(recursive: true);
                turn.Release();
            }
        }
    }

    private string FolderOf(string digest) => Path.Combine(options.BundleDirectory, digest["sha256:".Length..]);

    private IOciRepository Open(DigestReference bundle) => repositories.Open(OciReference.Parse(bundle.Repository));
}
