using System.Globalization;
using Wolfictl.Contracts;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.Scheduler.Engines.Outputs;

namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>Publishes what an attempt made as one OCI artifact, tagged with the attempt's name.</summary>
internal sealed class OutputPublisher(OciRepositories repositories)
{
    /// <summary>Publishes <paramref name="files"/>; a failure to do so is told, not thrown: the build's own outcome stands beside it.</summary>
    public async Task<PublishedOutputs> PublishAsync(JobSpec spec, IReadOnlyList<OutputFileOnDisk> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
        {
            return new PublishedOutputs(null, new Dictionary<string, (string, long)>(), null);
        }

        var architecture = spec.Key.Architecture.MelangeName();
        var annotations = new Dictionary<string, string>
        {
            ["dev.wolfictl.build"] = spec.Key.Build.ToString(),
            ["dev.wolfictl.architecture"] = architecture,
            ["dev.wolfictl.attempt"] = spec.Key.Attempt.ToString(CultureInfo.InvariantCulture),
        };
        try
        {
            var repository = repositories.Open(OciReference.Parse(spec.OutputRepository));
            var result = await OutputArtifact.PushAsync(
                repository,
                [.. files.Select(f => new OutputFile($"{architecture}/{f.Name}", f.Path))],
                annotations,
                spec.Key.ToString(),
                cancellationToken).ConfigureAwait(false);
            return new PublishedOutputs(
                DigestReference.Of(spec.OutputRepository, result.Manifest.Digest.ToString()),
                result.Files.ToDictionary(f => Path.GetFileName(f.Path), f => (f.Digest.ToString(), f.Size), StringComparer.Ordinal),
                null);
        }
        catch (OciException e)
        {
            // What was made is made, though nobody can have it.
            var apks = files.ToDictionary(f => f.Name, f => ("", new FileInfo(f.Path).Length), StringComparer.Ordinal);
            return new PublishedOutputs(null, apks, $"the outputs could not be published: {e.Message}");
        }
    }
}
