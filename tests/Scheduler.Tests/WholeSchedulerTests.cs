using Microsoft.Extensions.DependencyInjection;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Layout;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.Scheduler.Tests;

/// <summary>A request in, events out: the example distribution through the scheduler as the embedded mode wires it.</summary>
public sealed class WholeSchedulerTests : IDisposable
{
    private readonly TemporaryFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Request_SentThrice_IsBuiltOnce()
    {
        await using var scheduler = await RunningScheduler.StartAsync(Given.Options(_state));
        var request = await RequestAsync("greet");

        for (var i = 0; i < 3; i++)
        {
            await scheduler.PublishAsync(OutgoingMessage.Of(request));
        }

        var events = await scheduler.UntilCompletedAsync(request.RequestId);
        var told = events.DistinctBy(e => EventHead.Of(e).EventId).OrderBy(e => EventHead.Of(e).Sequence).ToList();
        var completed = Assert.IsType<BuildCompleted>(told[^1]);
        Assert.Equal(["BuildStarted", "JobStarted", "JobCompleted", "BuildCompleted"], told.Select(e => e.GetType().Name));
        Assert.Equal([1L, 2L, 3L, 4L], told.Select(e => EventHead.Of(e).Sequence));
        Assert.True((BuildOutcome.Succeeded, CompletionReason.Completed) == (completed.Outcome, completed.Reason), completed.Message);
        Assert.Equal(["greet", "libgreet", "tiny-baselayout", "tiny-tools"], completed.Jobs[0].Packages.Select(p => p.Package.Value).Order(StringComparer.Ordinal));
        Assert.All(completed.Jobs[0].Packages, p => Assert.Equal(PackageOutcome.Built, p.Outcome));
        Assert.True(completed.Jobs[0].Outputs!.Value.IsLayout);
        Assert.Empty(ProcessTable.LivingIn(_state));
    }

    [Fact]
    public async Task UnknownPackage_IsPlanInvalid()
    {
        await using var scheduler = await RunningScheduler.StartAsync(Given.Options(_state));
        var request = await RequestAsync("greeet");

        await scheduler.PublishAsync(OutgoingMessage.Of(request));

        var completed = Assert.IsType<BuildCompleted>(Assert.Single(await scheduler.UntilCompletedAsync(request.RequestId)));
        Assert.Equal((BuildOutcome.Failed, CompletionReason.PlanInvalid), (completed.Outcome, completed.Reason));
        Assert.Contains("greet", completed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BundleOfARepositoryThatIsNotListed_IsRefused()
    {
        await using var scheduler = await RunningScheduler.StartAsync(Given.Options(_state) with { AllowedRepositories = ["registry.example.org/wolfi"] });
        var request = await RequestAsync("greet");

        await scheduler.PublishAsync(OutgoingMessage.Of(request));

        Assert.Equal(CompletionReason.Refused, Assert.IsType<BuildCompleted>(Assert.Single(await scheduler.UntilCompletedAsync(request.RequestId))).Reason);
    }

    [Fact]
    public async Task BundleThatCannotBeRead_EndsThatBuildAndServesTheNext()
    {
        await using var scheduler = await RunningScheduler.StartAsync(Given.Options(_state) with { AllowedRepositories = [$"oci:{_state["oci"]}", $"oci:{_state["broken"]}"] });
        var good = await RequestAsync("tiny-baselayout");
        _state.CreateFolder($"broken/blobs/sha256/{new string('a', 64)}");
        _state.Write("broken/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
        var bad = Given.Request() with { SourceBundle = DigestReference.Of($"oci:{_state["broken"]}", $"sha256:{new string('a', 64)}") };

        await scheduler.PublishAsync(OutgoingMessage.Of(bad));
        var failed = Assert.IsType<BuildCompleted>((await scheduler.UntilCompletedAsync(bad.RequestId))[^1]);
        await scheduler.PublishAsync(OutgoingMessage.Of(good));
        var completed = Assert.IsType<BuildCompleted>((await scheduler.UntilCompletedAsync(good.RequestId))[^1]);

        Assert.Equal((BuildOutcome.Failed, CompletionReason.PlanInvalid), (failed.Outcome, failed.Reason));
        Assert.Equal(BuildOutcome.Succeeded, completed.Outcome);
    }

    [Fact]
    public async Task Cancel_WhileItRuns_LeavesNothingAndTellsOnce()
    {
        await using var scheduler = await RunningScheduler.StartAsync(Given.Options(_state));
        var request = await RequestAsync("moon-phase");
        await scheduler.PublishAsync(OutgoingMessage.Of(request));
        while (await scheduler.NextAsync() is not JobStarted)
        {
            // Planned first.
        }

        await scheduler.PublishAsync(OutgoingMessage.Of(new BuildCancelRequested { RequestId = request.RequestId, RequestedAt = Given.Now }));
        var completed = Assert.IsType<BuildCompleted>((await scheduler.UntilCompletedAsync(request.RequestId))[^1]);

        Assert.Equal((BuildOutcome.Cancelled, CompletionReason.Cancelled), (completed.Outcome, completed.Reason));
        Assert.Empty(ProcessTable.LivingIn(_state));
        Assert.Empty(await scheduler.Services.GetRequiredService<IBuildStore>().ListUnfinishedAsync(CancellationToken.None));
    }

    private async Task<BuildRequested> RequestAsync(string package)
    {
        using var source = new TemporaryFolder();
        source.CopyFrom(Checkout.TinyDistro);
        if (package == "moon-phase")
        {
            await File.AppendAllTextAsync(source["moon-phase.yaml"], "\nvars:\n  stand-in-seconds: \"600\"\n");
        }

        var bundle = await SourceBundle.CreateAsync(source, new SourceBundleOptions { CreatedBy = "test" }, new LayoutRepository(_state["oci"]));
        return Given.Request(package) with
        {
            SourceBundle = DigestReference.Of($"oci:{_state["oci"]}", bundle.Manifest.Digest.ToString()),
            Architectures = [Architecture.X86_64],
        };
    }
}
