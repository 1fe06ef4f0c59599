using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.GoogleCloud;
using Wolfictl.Hosting;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Kubernetes;
using Wolfictl.Kubernetes.Access;
using Wolfictl.Kubernetes.Client;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.Oci;
using Wolfictl.Scheduler.Engines.Pods;
using Wolfictl.Submitter.Planning;
using Wolfictl.Submitter.Submitting;
using Wolfictl.Submitter.Terminals;
using Wolfictl.Submitter.Waiting;

namespace Wolfictl.Submitter.Pods;

/// <summary>One call of <c>pod</c>: plan, bundle, create the pod, follow it.</summary>
internal sealed class PodRun(PodOptions asked, Streams streams, TimeProvider clock)
{
    /// <summary>Runs it; gives the exit status.</summary>
    public async Task<int> RunAsync(Interrupts interrupts)
    {
        var interrupted = interrupts.Token;
        var flags = asked.Plan with { Architectures = asked.Plan.Architectures.Count > 0 ? asked.Plan.Architectures : [Architecture.X86_64] };
        var planned = await DirectoryPlan.ReadAsync(flags, [], interrupted).ConfigureAwait(false);
        var options = asked with { Plan = planned.Options };
        var plan = planned.Plan.Architectures[0];
        if (plan.Targets.Count == 0)
        {
            await streams.Diagnostics.WriteLineAsync($"{plan.Architecture}: nothing to do ({plan.Summary}).").ConfigureAwait(false);
            return ExitCodes.Done;
        }

        using var repositories = CloudRegistries.Connect(options.PlainHttp);
        if (!options.Create)
        {
            PodYaml.Write(streams.Results, BuildPodRenderer.Render(await DescribeAsync(options, plan.Targets, repositories, interrupted).ConfigureAwait(false)));
            return ExitCodes.Done;
        }

        using var cluster = new KubernetesApi(ClusterAccess.Find(options.Kubeconfig, options.Context), new KubernetesClientOptions { UserAgent = $"wolfictl/{ProcessVersion.Current}", Time = clock });
        await CheckAccessAsync(cluster, options, interrupted).ConfigureAwait(false);
        if (options.Out is { } output)
        {
            OutputFetch.Prepare(output);
        }

        if (options.Format == OutputFormat.Text)
        {
            PlanText.WriteShort(streams.Diagnostics, planned.Plan);
        }

        var build = await DescribeAsync(options, plan.Targets, repositories, interrupted).ConfigureAwait(false);
        var pod = await cluster.Pods.CreateAsync(options.Namespace, BuildPodRenderer.Render(build), cancellationToken: interrupted).ConfigureAwait(false);
        if (!options.Watch)
        {
            await ReportAsync(options, build, pod, outcome: null, files: null).ConfigureAwait(false);
            return ExitCodes.Done;
        }

        await streams.Diagnostics.WriteLineAsync($"pod {options.Namespace}/{pod.Metadata.Name}").ConfigureAwait(false);
        var lines = new PodLines(options.Format == OutputFormat.Text ? streams.Results : streams.Diagnostics, streams.Diagnostics);
        using var following = new PodFollowing(cluster, pod, options.Timeouts, lines, clock);
        PodOutcome outcome;
        try
        {
            outcome = await following.ToEndAsync(interrupted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return await new PodInterruption(cluster, pod, streams, clock).RunAsync().ConfigureAwait(false);
        }

        return await FetchAndReportAsync(options, build, pod, outcome, repositories, interrupted).ConfigureAwait(false);
    }

    private async Task<BuildPod> DescribeAsync(PodOptions options, IReadOnlyList<string> targets, OciRepositories repositories, CancellationToken cancellationToken)
    {
        var unpack = options.Unpack;
        if (options.Bundle is not { } bundle)
        {
            (bundle, _, var hasUnpacker) = await BundleMaker.BundleAsync(options.Plan.Directory, options.Plan.Packages, repositories, options.BundleRepository!, options.BundleBase, cancellationToken).ConfigureAwait(false);
            unpack = hasUnpacker ? UnpackCommand.Wolfictl : UnpackCommand.Tar;
        }

        var architecture = options.Plan.Architectures[0];
        var id = RequestId.New(clock);
        return new BuildPod
        {
            SourceBundle = bundle,
            Unpack = unpack,
            CacheBundle = options.CacheBundle,
            UnpackCache = options.Unpack,
            Architecture = architecture,
            Targets = targets,
            KeepGoing = options.KeepGoing,
            Labels = new Dictionary<string, string> { ["wolfictl.dev/build"] = id.ToString() },
            ServiceAccount = options.ServiceAccount,
            Cpu = options.Cpu,
            Ram = options.Ram,
            RamLimit = options.RamLimit,
            SdkImage = options.SdkImage,
            WolfictlImage = options.WolfictlImage,
            GcloudImage = options.GcloudImage,
            ImagePullSecret = options.ImagePullSecret,
            HostNetwork = options.HostNetwork,
            Outputs = new OutputTarget(options.OutputRepository ?? $"{options.BundleRepository ?? bundle.Repository}/outputs", $"{id}-{architecture.MelangeName()}-1", options.PlainHttp),
            Bucket = options.Bucket,
            SourceBucket = options.SourceBucket,
            PublicKeyBucket = options.PublicKeyBucket,
            SigningKeyName = options.SigningKeyName,
            SecretKey = options.SecretKey,
            MelangeBuildOptions = options.MelangeBuildOptions,
            Keyring = options.Plan.Keyring,
            Repositories = options.Plan.Repositories,
            MelangeRunner = options.MelangeRunner.Value,
            Timeouts = options.Timeouts,
        };
    }

    /// <summary>Before anything is pushed.</summary>
    private static async Task CheckAccessAsync(KubernetesApi cluster, PodOptions options, CancellationToken cancellationToken)
    {
        var answer = await cluster.CanIAsync(new AccessQuestion { Verb = "create", Resource = "pods", Namespace = options.Namespace }, cancellationToken).ConfigureAwait(false);
        if (!answer.Allowed)
        {
            throw new CommandException(
                ExitCodes.Failed,
                $"this user may not create pods in the namespace {options.Namespace} of {cluster.Server}{(string.IsNullOrEmpty(answer.Reason) ? "" : $" ({answer.Reason})")}. Nothing was pushed. Ask for the verbs create, get, list, watch and delete on pods, get on pods/log, list on events; or name another namespace or context.");
        }
    }

    private async Task<int> FetchAndReportAsync(PodOptions options, BuildPod build, Pod pod, PodOutcome outcome, OciRepositories repositories, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? files = null;
        string? trouble = null;
        if (options.Out is { } output && build.Outputs is { } outputs)
        {
            try
            {
                files = await OutputFetch.FetchTagAsync(repositories.Open(OciReference.Parse(outputs.Repository)), outputs.Tag, output, cancellationToken).ConfigureAwait(false);
            }
            catch (OciException e) when (e.Kind == OciErrorKind.NotFound && outcome.Stage != PodStage.Succeeded)
            {
                files = [];
            }
            catch (Exception e) when (e is OciException or IOException or UnauthorizedAccessException)
            {
                trouble = $"the outputs could not be fetched to {output}; they stay at {outputs.Repository}:{outputs.Tag}. {e.Message}";
            }
        }

        await ReportAsync(options, build, pod, outcome, files).ConfigureAwait(false);
        return trouble is not null ? throw new CommandException(ExitCodes.Failed, trouble)
            : outcome.Stage == PodStage.Succeeded ? ExitCodes.Done
            : ExitCodes.Failed;
    }

    private async Task ReportAsync(PodOptions options, BuildPod build, Pod pod, PodOutcome? outcome, IReadOnlyList<string>? files)
    {
        var outputs = build.Outputs is { } target ? $"{target.Repository}:{target.Tag}" : null;
        if (options.Format == OutputFormat.Json)
        {
            var report = new PodReport
            {
                Pod = pod.Metadata.Name!,
                Namespace = options.Namespace,
                SourceBundle = build.SourceBundle,
                Outputs = outputs,
                Outcome = outcome?.Stage.ToString(),
                Reason = outcome?.Reason,
                Message = outcome is { Message.Length: > 0 } ? outcome.Message : null,
                ExitCode = outcome?.ExitCode,
                Files = files,
            };
            await streams.Results.WriteLineAsync(JsonSerializer.Serialize(report, SubmitterJson.Default.PodReport)).ConfigureAwait(false);
            return;
        }

        if (outcome is null)
        {
            await streams.Results.WriteLineAsync(pod.Metadata.Name).ConfigureAwait(false);
            return;
        }

        foreach (var file in files ?? [])
        {
            await streams.Results.WriteLineAsync(file).ConfigureAwait(false);
        }

        await streams.Diagnostics.WriteLineAsync(outcome.Stage == PodStage.Succeeded
            ? $"pod {pod.Metadata.Name} succeeded; its packages are at {outputs}"
            : $"pod {pod.Metadata.Name} failed: {outcome}").ConfigureAwait(false);
    }
}
