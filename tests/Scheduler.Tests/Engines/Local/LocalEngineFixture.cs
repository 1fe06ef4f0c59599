using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Wolfictl.Contracts;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Layout;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Builds.Planning;
using Wolfictl.Scheduler.Engines;
using Wolfictl.Scheduler.Engines.Local;
using Wolfictl.Scheduler.Logs;
using Wolfictl.TestKit.Files;

namespace Wolfictl.Scheduler.Tests.Engines.Local;

/// <summary>The local engine on a state directory of its own, and bundles with a Makefile to give it.</summary>
internal sealed class LocalEngineFixture : IAsyncDisposable
{
    /// <summary>Rules for the key and for every apk: a gzip file that holds its own name.</summary>
    public const string Makefile = """
        $(KEY):
        	@touch $@
        packages/$(ARCH)/%.apk:
        	@mkdir -p $(@D)
        	@echo $* | gzip -n > $@

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly OciRepositories _repositories = new();
    private readonly SchedulerSignals _signals = new();

    public LocalEngineFixture()
    {
        Options = Given.Options(Folder) with { MaxJobs = 2 };
        var logs = new DirectoryJobLogs(Options.LogDirectory, TimeProvider.System, line => _lines.Writer.TryWrite(line.Text));
        var runner = new LocalAttemptRunner(new BundleCache(Options, _repositories), _repositories, new OutputPublisher(_repositories), logs, TimeProvider.System);
        Engine = new LocalEngine(Options, runner, _signals, TimeProvider.System, NullLogger<LocalEngine>.Instance);
    }

    public TemporaryFolder Folder { get; } = new();

    public SchedulerOptions Options { get; }

    public LocalEngine Engine { get; }

    private string Layout => Folder["oci"];

    /// <summary>An attempt at packages of a bundle with this Makefile.</summary>
    public async Task<JobSpec> SpecAsync(string makefile, Func<BuildRequested, BuildRequested>? change = null, params PlannedTarget[] packages)
    {
        var source = Directory.CreateDirectory(Folder[$"source-{Guid.NewGuid():N}"]).FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "Makefile"), makefile);
        var bundle = await SourceBundle.CreateAsync(source, new SourceBundleOptions { CreatedBy = "test" }, new LayoutRepository(Layout));
        var request = Given.Request() with { SourceBundle = DigestReference.Of($"oci:{Layout}", bundle.Manifest.Digest.ToString()) };
        request = change?.Invoke(request) ?? request;
        return new JobSpec
        {
            Key = new JobKey(BuildId.Of(request.RequestId), Architecture.X86_64, 1),
            Plan = Given.Plan(Architecture.X86_64) with { Packages = packages, Targets = [.. packages.Select(p => p.Target)] },
            Request = request,
            OutputRepository = $"oci:{Layout}/outputs",
            Timeout = TimeSpan.FromMinutes(5),
        };
    }

    public static PlannedTarget Package(string name, params string[] needs) => Given.Target(name, Architecture.X86_64, needs);

    /// <summary>Runs it to its end.</summary>
    public async Task<JobEnding> RunAsync(JobSpec spec)
    {
        await Engine.StartAsync(spec, CancellationToken.None);
        return await EndAsync(spec);
    }

    public async Task<JobEnding> EndAsync(JobSpec spec)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var signal = _signals.Next;
            var seen = await Engine.ListAsync(limit.Token);
            if (seen.Single(s => s.Key == spec.Key).Ending is { } ending)
            {
                return ending;
            }

            await SchedulerSignals.WaitAsync(signal, TimeProvider.System, limit.Token);
        }
    }

    /// <summary>Waits for a line of the log.</summary>
    public async Task LineAsync(string wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (await _lines.Reader.ReadAsync(limit.Token) != wanted)
        {
            // The next one.
        }
    }

    /// <summary>Names of the files that were published.</summary>
    public static async Task<IReadOnlyList<string>> PublishedAsync(JobEnding ending) => ending.Outputs is { } outputs
        ? [.. (await OutputArtifact.ListAsync(new LayoutRepository(outputs.Repository["oci:".Length..]), Digest.Parse(outputs.Digest))).Select(f => f.Path)]
        : [];

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _repositories.Dispose();
        Folder.Dispose();
    }
}
