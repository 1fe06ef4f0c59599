using Wolfictl.Contracts;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.Scheduler.Engines.Outputs;

namespace Wolfictl.Scheduler.Engines.Pods.Publishing;

/// <summary>
/// Publishes what a build makes while it makes it: each apk that is whole and has not changed for two seconds, and the manifest again under the attempt's own tag. A pod that
/// vanishes loses at most the package at work. When the build's lock is free, also after a failure, a last time.
/// </summary>
public sealed class PodPublisher(IOciRepository target, PodPublishOptions options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, SeenFile> _seen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, OutputLayer> _published = new(StringComparer.Ordinal);
    private bool _isManifestCurrent;

    /// <summary>Told of each apk when it is stored.</summary>
    public Action<OutputLayer> OnPublished { get; init; } = _ => { };

    /// <summary>Told of a fault that the next try may mend.</summary>
    public Action<string> OnTrouble { get; init; } = _ => { };

    /// <summary>Publishes until the build has ended and all is published.</summary>
    /// <exception cref="PodPublishException">The build did not start or end in time.</exception>
    /// <exception cref="OciException">The last try failed.</exception>
    public async Task<PodPublishResult> RunAsync(CancellationToken cancellationToken)
    {
        var build = new BuildLock(options.RunFolder);
        var began = time.GetTimestamp();
        while (!build.HasStarted)
        {
            if (time.GetElapsedTime(began) >= options.StartTimeout)
            {
                throw new PodPublishException($"nothing is published: the build did not start within {options.StartTimeout.TotalSeconds:0} s.");
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }

        var started = time.GetTimestamp();
        while (!build.IsFree)
        {
            if (time.GetElapsedTime(started) >= options.Timeout)
            {
                throw new PodPublishException($"the build did not end within {options.Timeout.TotalSeconds:0} s; {_published.Count} packages are published.");
            }

            await PublishWhileBuildingAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }

        return await FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task PublishWhileBuildingAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var file in Files())
            {
                if (!IsQuiet(file))
                {
                    continue;
                }

                if (await GzipFile.IsWholeAsync(file.Path, cancellationToken).ConfigureAwait(false))
                {
                    await PublishAsync(file, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    _seen[file.Name].IsPartial = true;
                }
            }

            if (!_isManifestCurrent && _published.Count > 0)
            {
                await PushManifestAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OciException or IOException or UnauthorizedAccessException)
        {
            // The build is at work on these files, and a registry may come back: the last try counts.
            OnTrouble(e.Message);
        }
    }

    private async Task<PodPublishResult> FinishAsync(CancellationToken cancellationToken)
    {
        var leftOut = new List<string>();
        foreach (var file in Files())
        {
            if (_seen.TryGetValue(file.Name, out var seen) && seen.IsPublished && seen.IsAs(new FileInfo(file.Path)))
            {
                continue;
            }

            if (await GzipFile.IsWholeAsync(file.Path, cancellationToken).ConfigureAwait(false))
            {
                await PublishAsync(file, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                leftOut.Add(file.Name);
                _published.Remove(PathOf(file));
                _isManifestCurrent = false;
            }
        }

        return new PodPublishResult(await PushManifestAsync(cancellationToken).ConfigureAwait(false), [.. _published.Values], leftOut);
    }

    /// <summary>Whether its size and time are what they were at least two seconds ago, and it is not published as it is.</summary>
    private bool IsQuiet(OutputFileOnDisk file)
    {
        var now = new FileInfo(file.Path);
        if (!_seen.TryGetValue(file.Name, out var seen) || !seen.IsAs(now))
        {
            _seen[file.Name] = new SeenFile(now.Length, now.LastWriteTimeUtc, time.GetTimestamp());
            return false;
        }

        return !seen.IsPublished && !seen.IsPartial && time.GetElapsedTime(seen.Since) >= Quiet;
    }

    private async Task PublishAsync(OutputFileOnDisk file, CancellationToken cancellationToken)
    {
        var before = new FileInfo(file.Path);
        var layer = await OutputArtifact.PushFileAsync(target, new OutputFile(PathOf(file), file.Path), cancellationToken).ConfigureAwait(false);
        _seen[file.Name] = new SeenFile(before.Length, before.LastWriteTimeUtc, time.GetTimestamp()) { IsPublished = true };
        _published[layer.Path] = layer;
        _isManifestCurrent = false;
        OnPublished(layer);
    }

    private async Task<Digest> PushManifestAsync(CancellationToken cancellationToken)
    {
        var annotations = new Dictionary<string, string> { ["dev.wolfictl.architecture"] = options.Architecture.MelangeName() };
        var result = await OutputArtifact.PushManifestAsync(target, [.. _published.Values], annotations, options.Tag, cancellationToken).ConfigureAwait(false);
        _isManifestCurrent = true;
        return result.Manifest.Digest;
    }

    private IEnumerable<OutputFileOnDisk> Files() => OutputFiles.Apks(options.Workspace, options.Architecture);

    private string PathOf(OutputFileOnDisk file) => $"{options.Architecture.MelangeName()}/{file.Name}";

    private sealed record SeenFile(long Length, DateTime Written, long Since)
    {
        public bool IsPublished { get; init; }

        /// <summary>Not whole as it is: to be read again only when it has changed.</summary>
        public bool IsPartial { get; set; }

        public bool IsAs(FileInfo file) => file.Exists && file.Length == Length && file.LastWriteTimeUtc == Written;
    }
}
