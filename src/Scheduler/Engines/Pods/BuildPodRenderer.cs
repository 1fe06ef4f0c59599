using System.Globalization;
using Wolfictl.Contracts;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.Oci.Bundles;

namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>
/// Makes the pod of a <see cref="BuildPod"/>. Scripts are constant; everything variable is an argument or a variable of the environment. Each container has an explicit
/// command: an image's own entrypoint is never trusted. No service-account token is mounted, and the signing key is seen by <c>build</c> alone.
/// </summary>
public static class BuildPodRenderer
{
    private const string Workspace = "/workspace";
    private const string Cache = "/var/cache/melange";
    private const string Run = "/run/wolfictl";
    private const string Secrets = "/var/secrets";
    private const string DockerConfig = "/run/docker";
    private const int GraceSeconds = 10;

    // A GKE node pool of Arm machines has this taint: cloud.google.com/kubernetes-engine/docs/how-to/prepare-arm-workloads-for-deployment.
    private const string ArchitectureKey = "kubernetes.io/arch";

    /// <summary>The pod; what is not said is as the cluster has it.</summary>
    public static Pod Render(BuildPod build)
    {
        ArgumentNullException.ThrowIfNull(build);
        List<Container> init = [Init(build)];
        if (build.SourceBucket is not null)
        {
            init.Add(FetchPackages(build));
        }

        if (build.CacheBundle is { } cache)
        {
            init.Add(Unpack(PodNames.PopulateCache, cache, build.UnpackCache, Mount("cache", Cache)));
        }

        List<Container> containers = [Build(build)];
        if (build.Outputs is not null)
        {
            containers.Add(Publish(build));
        }

        if (build.Bucket is not null)
        {
            containers.Add(Upload(build));
        }

        var architecture = build.Architecture.OciName();
        return new Pod
        {
            Metadata = new()
            {
                Name = build.Name,
                GenerateName = build.Name is null ? PodNames.Prefix : null,
                Labels = new SortedDictionary<string, string>(build.Labels.ToDictionary(), StringComparer.Ordinal)
                {
                    [PodNames.ManagedByLabel] = "wolfictl",
                    [PodNames.ArchitectureLabel] = architecture,
                },
                Annotations = build.Outputs is { } outputs ? new Dictionary<string, string> { [PodNames.OutputsAnnotation] = $"{outputs.Repository}:{outputs.Tag}" } : null,
            },
            Spec = new PodSpec
            {
                RestartPolicy = "Never",
                TerminationGracePeriodSeconds = GraceSeconds,
                ActiveDeadlineSeconds = (long)build.Timeouts.Whole(init.Count).TotalSeconds,
                ServiceAccountName = build.ServiceAccount,
                AutomountServiceAccountToken = false,
                EnableServiceLinks = false,
                HostNetwork = build.HostNetwork ? true : null,
                NodeSelector = new Dictionary<string, string> { [ArchitectureKey] = architecture },
                Tolerations = build.Architecture == Architecture.Aarch64
                    ? [new Toleration { Key = ArchitectureKey, Operator = "Equal", Value = architecture, Effect = "NoSchedule" }]
                    : null,
                ImagePullSecrets = build.ImagePullSecret is { } secret ? [new LocalObjectReference { Name = secret }] : null,
                Volumes = [.. Volumes(build)],
                InitContainers = init,
                Containers = containers,
            },
        };
    }

    private static IEnumerable<Volume> Volumes(BuildPod build)
    {
        foreach (var name in new[] { "workspace", "cache", "tmp", "run" })
        {
            yield return new Volume { Name = name, EmptyDir = new EmptyDirVolume() };
        }

        yield return new Volume { Name = "keys", EmptyDir = new EmptyDirVolume { Medium = "Memory" } };
        if (build.SecretKey)
        {
            yield return new Volume
            {
                Name = "melange-key",
                Csi = new CsiVolume
                {
                    Driver = "secrets-store.csi.k8s.io",
                    ReadOnly = true,
                    VolumeAttributes = new Dictionary<string, string> { ["secretProviderClass"] = "melange-key" },
                },
            };
        }

        if (build is { ImagePullSecret: { } secret, Outputs: not null })
        {
            yield return new Volume
            {
                Name = "registry-credentials",
                Secret = new SecretVolume { SecretName = secret, Items = [new KeyToPath { Key = ".dockerconfigjson", Path = "config.json" }] },
            };
        }
    }

    private static Container Init(BuildPod build) => Unpack(PodNames.Init, build.SourceBundle, build.Unpack, Mount("workspace", Workspace));

    private static Container Unpack(string name, DigestReference bundle, UnpackCommand command, VolumeMount target) => new()
    {
        Name = name,
        Image = bundle.ToString(),
        Command = command == UnpackCommand.Wolfictl ? BundleCommands.Wolfictl : BundleCommands.Shell,
        WorkingDir = target.MountPath,
        Resources = Requests("500m", "1Gi"),
        VolumeMounts = [target],
        SecurityContext = Confined(),
        TerminationMessagePolicy = "FallbackToLogsOnError",
    };

    private static Container FetchPackages(BuildPod build) => new()
    {
        Name = PodNames.FetchPackages,
        Image = build.GcloudImage,
        Command = Script(PodScripts.FetchPackages, PodNames.FetchPackages),
        WorkingDir = Workspace,
        Env =
        [
            Variable("ARCH", build.Architecture.MelangeName()),
            Variable("WOLFICTL_SOURCE", build.SourceBucket!.Value.ToString()),
            Variable("WOLFICTL_KEY_SOURCE", (build.PublicKeyBucket ?? build.SourceBucket).Value.ToString()),
            Variable("WOLFICTL_KEY_NAME", build.SigningKeyName),
            Variable("WOLFICTL_RUN", Run),
        ],
        Resources = Requests("500m", "1Gi"),
        VolumeMounts = [Mount("workspace", Workspace), Mount("run", Run), Mount("tmp", "/tmp")],
        TerminationMessagePolicy = "FallbackToLogsOnError",
    };

    private static Container Build(BuildPod build)
    {
        List<VolumeMount> mounts = [Mount("workspace", Workspace), Mount("cache", Cache), Mount("tmp", "/tmp"), Mount("run", Run), Mount("keys", "/keys")];
        if (build.SecretKey)
        {
            mounts.Add(new VolumeMount { Name = "melange-key", MountPath = Secrets, ReadOnly = true });
        }

        return new Container
        {
            Name = PodNames.Build,
            Image = build.SdkImage,
            Command = Script(PodScripts.Build, PodNames.Build),
            Args = build.Targets,
            WorkingDir = Workspace,
            Env =
            [
                Variable("ARCH", build.Architecture.MelangeName()),
                Variable("MELANGE_RUNNER", build.MelangeRunner),
                Variable("WOLFICTL_EXTRA_OPTIONS", MelangeOptions.Text(Cache, build.Keyring, build.Repositories, build.MelangeBuildOptions)),
                Variable("WOLFICTL_FETCHED", YesOrNo(build.SourceBucket is not null)),
                Variable("WOLFICTL_KEEP_GOING", YesOrNo(build.KeepGoing)),
                Variable("WOLFICTL_KEY_NAME", build.SigningKeyName),
                Variable("WOLFICTL_RUN", Run),
                Variable("WOLFICTL_SECRET_KEY", YesOrNo(build.SecretKey)),
                Variable("WOLFICTL_TIMEOUT", Seconds(build.Timeouts.Build)),
            ],
            Resources = Requests(build.Cpu.ToString(), build.Ram.ToString(), build.RamLimit?.ToString()),
            VolumeMounts = mounts,
            // bubblewrap makes namespaces and mounts.
            SecurityContext = new SecurityContext { Privileged = true },
        };
    }

    private static Container Publish(BuildPod build)
    {
        var (repository, tag, plainHttp) = build.Outputs!;
        List<VolumeMount> mounts = [Mount("workspace", Workspace, readOnly: true), Mount("run", Run), Mount("tmp", "/tmp")];
        List<EnvVar> environment = [];
        if (build.ImagePullSecret is not null)
        {
            mounts.Add(Mount("registry-credentials", DockerConfig, readOnly: true));
            environment.Add(Variable("DOCKER_CONFIG", DockerConfig));
        }

        return new Container
        {
            Name = PodNames.Publish,
            Image = build.WolfictlImage,
            Command =
            [
                "dotnet", "/opt/wolfictl/wolfictl.dll", "publish",
                "--arch", build.Architecture.MelangeName(), "--run", Run,
                "--timeout", $"{Seconds(build.Timeouts.Build + build.Timeouts.Publish)}s", "--start-timeout", $"{Seconds(StartTimeout)}s",
                .. plainHttp ? ["--plain-http"] : Array.Empty<string>(),
                $"{repository}:{tag}",
            ],
            WorkingDir = Workspace,
            Env = environment.Count > 0 ? environment : null,
            Resources = Requests("50m", "128Mi"),
            VolumeMounts = mounts,
            SecurityContext = Confined(),
            TerminationMessagePolicy = "FallbackToLogsOnError",
        };
    }

    private static Container Upload(BuildPod build) => new()
    {
        Name = PodNames.Upload,
        Image = build.GcloudImage,
        Command = Script(PodScripts.Upload, PodNames.Upload),
        WorkingDir = Workspace,
        Env =
        [
            Variable("ARCH", build.Architecture.MelangeName()),
            Variable("WOLFICTL_BUCKET", build.Bucket!.Value.ToString()),
            Variable("WOLFICTL_RUN", Run),
            Variable("WOLFICTL_WAIT", Seconds(StartTimeout)),
        ],
        Resources = Requests("50m", "128Mi"),
        VolumeMounts = [Mount("workspace", Workspace, readOnly: true), Mount("run", Run), Mount("tmp", "/tmp")],
        TerminationMessagePolicy = "FallbackToLogsOnError",
    };

    /// <summary>Containers start together, but each only when its image is there.</summary>
    private static TimeSpan StartTimeout { get; } = TimeSpan.FromMinutes(30);

    private static IReadOnlyList<string> Script(string text, string name) => ["bash", "-c", text, name];

    private static EnvVar Variable(string name, string value) => new() { Name = name, Value = value };

    private static VolumeMount Mount(string name, string path, bool readOnly = false) => new() { Name = name, MountPath = path, ReadOnly = readOnly ? true : null };

    private static ResourceRequirements Requests(string cpu, string memory, string? memoryLimit = null) => new()
    {
        Requests = new Dictionary<string, string> { ["cpu"] = cpu, ["memory"] = memory, ["ephemeral-storage"] = "1Gi" },
        Limits = memoryLimit is null ? null : new Dictionary<string, string> { ["memory"] = memoryLimit },
    };

    private static SecurityContext Confined() => new() { AllowPrivilegeEscalation = false, Capabilities = new Capabilities { Drop = ["ALL"] } };

    private static string YesOrNo(bool value) => value ? "yes" : "no";

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
