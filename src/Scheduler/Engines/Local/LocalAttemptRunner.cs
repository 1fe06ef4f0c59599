using System.Globalization;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Telemetry;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.Scheduler.Builds.Planning;
using Wolfictl.Scheduler.Engines.Accounting;
using Wolfictl.Scheduler.Engines.Outputs;
using Wolfictl.Scheduler.Logs;

namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>One attempt from its bundle to its outputs: unpack, make the key, run make, publish what is there, account for every package.</summary>
internal sealed class LocalAttemptRunner(BundleCache bundles, OciRepositories repositories, OutputPublisher outputs, IJobLogs logs, TimeProvider clock)
{
    private const int CommandNotFound = 127;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private readonly string? _melange = Programs.Find("melange");

    /// <summary>Runs it; a cancelled <paramref name="stop"/> makes it end as cancelled, with nothing of it running any more.</summary>
    public async Task<JobEnding> RunAsync(JobSpec spec, AttemptFolder folder, CancellationToken stop)
    {
        using var activity = WolfictlTelemetry.Source.StartActivity("job");
        activity?.SetTag("wolfictl.build", spec.Key.Build.ToString());
        activity?.SetTag("wolfictl.architecture", spec.Key.Architecture.MelangeName());
        await using var log = logs.Open(spec.Key);
        var end = new AttemptEnd(spec, log.Location, clock);
        var wanted = "source bundle";
        try
        {
            await bundles.UnpackAsync(spec.Request.SourceBundle, folder.Workspace, stop).ConfigureAwait(false);
            if (spec.CacheBundle is { } cache)
            {
                wanted = "cache bundle";
                await FileLayers.UnpackAsync(repositories.Open(OciReference.Parse(cache.Repository)), Digest.Parse(cache.Digest), folder.Cache, cancellationToken: stop).ConfigureAwait(false);
            }

            return await MakeAsync(spec, folder, log, end, stop).ConfigureAwait(false);
        }
        catch (OciException e)
        {
            return end.Infrastructure($"the {wanted} can't be had: {e.Message}");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return end.Cancelled();
        }
    }

    private async Task<JobEnding> MakeAsync(JobSpec spec, AttemptFolder folder, IJobLog log, AttemptEnd end, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(spec.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        var make = new MakeProcess(folder, new JobProcesses(spec.Key, clock));
        var command = new MakeCommand(spec, folder, _melange);
        var findings = new MakeFindings();

        ValueTask ObserveAsync(string line)
        {
            findings.Observe(line);
            return log.WriteAsync(line, CancellationToken.None);
        }

        var before = OutputFiles.Apks(folder.Workspace, spec.Key.Architecture).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var keyStatus = await make.RunAsync(command.MakeKey, ObserveAsync, Grace, either.Token).ConfigureAwait(false);
        if (keyStatus is CommandNotFound)
        {
            return end.Infrastructure("make is not installed on this machine");
        }

        if (keyStatus is > 0)
        {
            return end.Failed(CompletionReason.BuildFailed, $"the signing key could not be made: the Makefile's rule for $(KEY) ended with status {keyStatus.Value.ToString(CultureInfo.InvariantCulture)}", keyStatus);
        }

        var status = keyStatus is null ? null : await make.RunAsync(command.MakeTargets, ObserveAsync, Grace, either.Token).ConfigureAwait(false);
        var stopped = status is not null ? null : stop.IsCancellationRequested ? "the build was cancelled" : $"the build took longer than {spec.Timeout}";
        var made = await PublishAsync(spec, folder, log, before, verify: status != 0).ConfigureAwait(false);
        var packages = PackageAccounting.Account(spec.Plan, before, made.Apks, findings, status, stopped);
        return end.Of(status, stop.IsCancellationRequested, packages, made);
    }

    /// <summary>Publishing goes on although the build is stopped: what is made is kept. What isn't whole is left out and named.</summary>
    private async Task<PublishedOutputs> PublishAsync(JobSpec spec, AttemptFolder folder, IJobLog log, HashSet<string> before, bool verify)
    {
        var files = new List<OutputFileOnDisk>();
        foreach (var file in OutputFiles.All(folder.Workspace, spec.Key.Architecture).Where(f => !before.Contains(f.Name)))
        {
            if (!verify || await GzipFile.IsWholeAsync(file.Path, CancellationToken.None).ConfigureAwait(false))
            {
                files.Add(file);
            }
            else
            {
                await log.WriteAsync($"wolfictl: {file.Name} is not whole and is left out", CancellationToken.None).ConfigureAwait(false);
            }
        }

        var published = await outputs.PublishAsync(spec, files, CancellationToken.None).ConfigureAwait(false);
        if (published.Problem is { } problem)
        {
            await log.WriteAsync($"wolfictl: {problem}", CancellationToken.None).ConfigureAwait(false);
        }

        return published;
    }
}
