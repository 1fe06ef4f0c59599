namespace Wolfictl.Contracts.Tests.Messages;

/// <summary>Of each message one with every field set, and one with the required ones alone.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 30, 15, 250, TimeSpan.Zero);
    private static readonly RequestId Request = RequestId.Parse("01890a5d-ac96-774b-bcce-b302099a8057");
    private static readonly RequestId Joined = RequestId.Parse("01890a5d-ac97-7000-8000-000000000001");
    private static readonly Guid Event = Guid.Parse("01890a5d-ac98-7000-8000-0000000000aa");
    private static readonly DigestReference Bundle = DigestReference.Parse($"registry.example.org:5000/wolfi/bundles@sha256:{new string('a', 64)}");
    private static readonly DigestReference Cache = DigestReference.Parse($"registry.example.org:5000/wolfi/cache@sha256:{new string('b', 64)}");
    private static readonly DigestReference Outputs = DigestReference.Parse($"oci:/var/lib/wolfictl/oci/outputs@sha256:{new string('c', 64)}");
    private static readonly PlanSummary Plan = new() { Architecture = Architecture.X86_64, Packages = 2, Digest = new string('d', 64) };

    /// <summary>By the name of its golden file.</summary>
    public static IReadOnlyDictionary<string, object> All { get; } = new Dictionary<string, object>
    {
        ["BuildRequested"] = new BuildRequested
        {
            RequestId = Request,
            SubmittedAt = Now,
            SourceBundle = Bundle,
            CacheBundle = Cache,
            WaitForCache = new CacheWait { RequestId = Joined, Optional = true },
            Packages = Names("brotli", "libstdc++"),
            Architectures = [Architecture.X86_64, Architecture.Aarch64],
            Only = true,
            KeepGoing = true,
            TargetFormat = TargetFormat.Package,
            Profile = "large",
            Cpu = Quantity.Parse("500m"),
            Ram = Quantity.Parse("12Gi"),
            OutputRepository = "registry.example.org:5000/wolfi/outputs",
            Repositories = [MakeWord.Parse("https://packages.example.org/os")],
            Keyring = [MakeWord.Parse("https://packages.example.org/os/key.rsa.pub")],
            DestinationRepository = MakeWord.Parse("https://packages.example.org/next"),
            MelangeBuildOptions = [MakeWord.Parse("--debug")],
            Priority = BuildPriority.High,
            Force = true,
            Plan = [Plan],
        },
        ["BuildRequested.minimal"] = new BuildRequested { RequestId = Request, SubmittedAt = Now, SourceBundle = Bundle },
        ["BuildCancelRequested"] = new BuildCancelRequested { RequestId = Request, RequestedAt = Now, Reason = "interrupted" },
        ["BuildCancelRequested.minimal"] = new BuildCancelRequested { RequestId = Request, RequestedAt = Now },
        ["BuildStarted"] = new BuildStarted
        {
            EventId = Event,
            OccurredAt = Now,
            Sequence = 1,
            BuildId = BuildId.Of(Request),
            Requests = [Request, Joined],
            SourceBundle = Bundle,
            Plan = [new PlannedArchitecture { Architecture = Architecture.Aarch64, Packages = Names("brotli", "git-lfs"), AlreadyThere = 3 }],
            PlanDifferences = [new PlanDifference { Architecture = Architecture.X86_64, Submitter = Plan, Scheduler = Plan with { Packages = 3 } }],
        },
        ["BuildStarted.minimal"] = new BuildStarted { EventId = Event, OccurredAt = Now, Sequence = 1, BuildId = BuildId.Of(Request), SourceBundle = Bundle },
        ["JobStarted"] = new JobStarted
        {
            EventId = Event,
            OccurredAt = Now,
            Sequence = 2,
            BuildId = BuildId.Of(Request),
            Requests = [Request],
            Architecture = Architecture.X86_64,
            Attempt = 2,
            Engine = "local",
        },
        ["JobStarted.minimal"] = new JobStarted
        {
            EventId = Event,
            OccurredAt = Now,
            Sequence = 2,
            BuildId = BuildId.Of(Request),
            Architecture = Architecture.X86_64,
            Attempt = 1,
            Engine = "local",
        },
        ["JobCompleted"] = new JobCompleted { EventId = Event, OccurredAt = Now, Sequence = 3, BuildId = BuildId.Of(Request), Requests = [Request], Result = Job() },
        ["JobCompleted.minimal"] = new JobCompleted { EventId = Event, OccurredAt = Now, Sequence = 3, BuildId = BuildId.Of(Request), Result = LeastJob() },
        ["BuildCompleted"] = new BuildCompleted
        {
            EventId = Event,
            OccurredAt = Now,
            Sequence = 4,
            BuildId = BuildId.Of(Request),
            Requests = [Request, Joined],
            Outcome = BuildOutcome.Failed,
            Reason = CompletionReason.BuildFailed,
            Message = "git-lfs failed; make ended with status 2",
            StartedAt = Now.AddMinutes(-5),
            Jobs = [Job()],
        },
        ["BuildCompleted.minimal"] = new BuildCompleted
        {
            EventId = Event,
            OccurredAt = Now,
            Sequence = 1,
            BuildId = BuildId.Of(Request),
            Outcome = BuildOutcome.Cancelled,
            Reason = CompletionReason.Cancelled,
        },
        ["CacheRequested"] = new CacheRequested
        {
            RequestId = Request,
            SubmittedAt = Now,
            SourceBundle = Bundle,
            Packages = Names("brotli"),
            Architectures = [Architecture.X86_64],
            Only = true,
            Sources = [new SourceToCache { Uri = "https://example.org/brotli-1.0.9.tar.gz", Sha256 = new string('e', 64), Sha512 = new string('f', 128) }],
            BundleRepository = "registry.example.org:5000/wolfi/cache",
        },
        ["CacheRequested.minimal"] = new CacheRequested { RequestId = Request, SubmittedAt = Now, BundleRepository = "registry.example.org:5000/wolfi/cache" },
        ["CacheCompleted"] = new CacheCompleted
        {
            EventId = Event,
            OccurredAt = Now,
            Sequence = 1,
            RequestId = Request,
            Outcome = CacheOutcome.Failed,
            Message = "1 of 2 sources could not be cached",
            Bundle = Cache,
            Sources =
            [
                new SourceResult
                {
                    Uri = "https://example.org/brotli-1.0.9.tar.gz",
                    StoredAs = $"sha256:{new string('e', 64)}",
                    Outcome = SourceOutcome.Fetched,
                    Size = 4_500_000_000,
                    Packages = Names("brotli"),
                },
                new SourceResult { Uri = "https://example.org/gone.tar.gz", Outcome = SourceOutcome.Failed, Message = "404 Not Found" },
            ],
        },
        ["CacheCompleted.minimal"] = new CacheCompleted { EventId = Event, OccurredAt = Now, Sequence = 1, RequestId = Request, Outcome = CacheOutcome.Succeeded },
    };

    private static PackageName[] Names(params string[] names) => [.. names.Select(n => PackageName.Parse(n))];

    private static JobResult Job() => new()
    {
        Architecture = Architecture.X86_64,
        Outcome = BuildOutcome.Failed,
        Reason = CompletionReason.BuildFailed,
        Message = "git-lfs failed; make ended with status 2",
        ExitCode = 2,
        Attempts = 1,
        StartedAt = Now.AddMinutes(-5),
        FinishedAt = Now,
        LogLocation = "/var/lib/wolfictl/logs/x86_64-1.log",
        Outputs = Outputs,
        Packages =
        [
            new PackageResult { Package = PackageName.Parse("brotli"), FullVersion = "1.0.9-r2", Outcome = PackageOutcome.Built, Digest = $"sha256:{new string('1', 64)}", Size = 1234 },
            new PackageResult { Package = PackageName.Parse("git-lfs"), FullVersion = "3.3.0-r0", Outcome = PackageOutcome.Failed, Message = "make: Error 1" },
        ],
    };

    private static JobResult LeastJob() => new() { Architecture = Architecture.X86_64, Outcome = BuildOutcome.Succeeded, Reason = CompletionReason.NothingToDo };
}
