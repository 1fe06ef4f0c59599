using Wolfictl.Contracts;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>RabbitMQ, a registry, the scheduler and the submitter, each a process of its own.</summary>
public sealed class FarmTests
{
    [RequiresFarmFact]
    public async Task Submit_WithWaitAndOut_BuildsInOrderFetchesOutputsAndTellsSubscribers()
    {
        await using var farm = await Farm.CreateAsync();
        await using var scheduler = await farm.StartSchedulerAsync();
        await using var subscriber = farm.StartSubscriber();
        await subscriber.WaitForLineAsync("Waiting for builds");
        var submit = await farm.Submit(farm.TinyDistro(), "--wait", "--out", farm.Folder["out"], "greet", "farewell").WaitForExitAsync();
        Assert.True(submit.ExitCode == 0, submit.ErrorText);
        var id = RequestId.Parse(submit.Output[0]);
        var line = await subscriber.WaitForLineAsync("BuildCompleted");
        Assert.Contains(id.ToString(), line, StringComparison.Ordinal);
        Assert.Contains("Succeeded", line, StringComparison.Ordinal);
        // Only who meets a registry of Google's pays for its library.
        var loaded = await File.ReadAllTextAsync($"/proc/{scheduler.Id}/maps");
        Assert.Contains("/Wolfictl.Oci.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("/Google.Apis", loaded, StringComparison.Ordinal);
        Assert.Equal(
            ["farewell", "greet", "libgreet", "libgreet-dev", "libgreet-doc", "tiny-baselayout", "tiny-tools"],
            Directory.GetFiles(farm.Folder[$"out/{Architectures.OfThisMachine.MelangeName()}"], "*.apk").Select(f => Path.GetFileName(f)[..Path.GetFileName(f).LastIndexOf('-', Path.GetFileName(f).LastIndexOf('-') - 1)]).Order());
    }

    [RequiresFarmFact]
    public async Task Submit_BeforeTheSchedulerRuns_IsBuiltWhenItStarts()
    {
        await using var farm = await Farm.CreateAsync();
        Assert.Equal(0, (await farm.SetUpAsync()).ExitCode);
        var completions = await farm.CollectCompletionsAsync();
        var submit = await farm.Submit(farm.TinyDistro(), "moon-phase").WaitForExitAsync();
        Assert.True(submit.ExitCode == 0, submit.ErrorText);
        await using var scheduler = await farm.StartSchedulerAsync();
        var completed = Assert.Single(await farm.CompletionsAsync(completions, 1));
        Assert.Equal(BuildOutcome.Succeeded, completed.Outcome);
        Assert.Equal(submit.Output[0], completed.BuildId.ToString());
    }

    [RequiresFarmFact]
    public async Task SchedulerKilled_InMidBuild_LeavesNoMakeAndEndsTheBuildOnce()
    {
        await using var farm = await Farm.CreateAsync();
        var scheduler = await farm.StartSchedulerAsync();
        var completions = await farm.CollectCompletionsAsync();
        var slow = farm.TinyDistro("moon-phase.yaml", "pipeline:\n", "vars:\n  stand-in-seconds: \"600\"\n\npipeline:\n");
        await using var submit = farm.Submit(slow, "--wait", "moon-phase");
        await submit.WaitForLineAsync("started on the local engine");
        var first = await BuildProcessesAsync(farm);
        scheduler.Send(Signal.Kill);
        await scheduler.WaitForExitAsync();
        await using var again = await farm.StartSchedulerAsync();
        await submit.WaitForLineAsync("attempt 2");
        await ProcessTable.WaitUntilGoneAsync(first, TimeSpan.FromSeconds(10));
        Assert.Equal(0, (await farm.RunAsync("cancel", submit.Output[0])).ExitCode);
        var ended = await submit.WaitForExitAsync();
        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(BuildOutcome.Cancelled, Assert.Single(await farm.CompletionsAsync(completions, 1)).Outcome);
        Assert.Empty(ProcessTable.LivingIn(farm.WorkFolder));
    }

    [RequiresFarmFact]
    public async Task SameRequest_PublishedThreeTimes_IsOneBuild()
    {
        await using var farm = await Farm.CreateAsync();
        Assert.Equal(0, (await farm.SetUpAsync()).ExitCode);
        var copy = "test.copy";
        await farm.Broker.DeclareQueueAsync(copy);
        await farm.Broker.BindAsync("Wolfictl.Contracts:BuildRequested", copy);
        var completions = await farm.CollectCompletionsAsync();
        var submit = await farm.Submit(farm.TinyDistro(), "moon-phase").WaitForExitAsync();
        Assert.True(submit.ExitCode == 0, submit.ErrorText);
        var request = Assert.Single(await farm.Broker.WaitForMessagesAsync(copy, 1));
        foreach (var _ in new[] { 2, 3 })
        {
            Assert.True(await farm.Broker.PublishAsync("Wolfictl.Contracts:BuildRequested", request.Body, request.ContentType!, request.MessageId!));
        }

        await using var scheduler = await farm.StartSchedulerAsync();
        var all = await farm.CompletionsAsync(completions, 1);
        Assert.Single(all.Select(c => c.EventId).Distinct());
        Assert.All(all, c => Assert.Equal(1, Assert.Single(c.Jobs).Attempts));
        Assert.Single(Directory.GetDirectories(Path.Combine(farm.StateFolder, "logs")));
    }

    [RequiresFarmFact]
    public async Task Cancel_OfARunningBuild_EndsItAsCancelled()
    {
        await using var farm = await Farm.CreateAsync();
        await using var scheduler = await farm.StartSchedulerAsync();
        var slow = farm.TinyDistro("moon-phase.yaml", "pipeline:\n", "vars:\n  stand-in-seconds: \"600\"\n\npipeline:\n");
        await using var submit = farm.Submit(slow, "--wait", "moon-phase");
        await submit.WaitForLineAsync("started on the local engine");
        await BuildProcessesAsync(farm);
        Assert.Equal(0, (await farm.RunAsync("cancel", submit.Output[0])).ExitCode);
        var ended = await submit.WaitForExitAsync();
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("cancelled", ended.OutputText, StringComparison.Ordinal);
        Assert.Empty(ProcessTable.LivingIn(farm.WorkFolder));
    }

    [RequiresFarmFact]
    public async Task Submit_OfAFailingPackage_ExitsOneAndKeepsTheOthers()
    {
        await using var farm = await Farm.CreateAsync();
        await using var scheduler = await farm.StartSchedulerAsync();
        var failing = farm.TinyDistro("greet.yaml", "stand-in-fail: \"false\"", "stand-in-fail: \"true\"");
        var submit = await farm.Submit(failing, "--wait", "--out", farm.Folder["out"], "farewell", "moon-phase").WaitForExitAsync();
        Assert.Equal(1, submit.ExitCode);
        Assert.Matches("Failed +greet", submit.OutputText);
        Assert.Matches("Blocked +farewell .*needs greet, which failed", submit.OutputText);
        Assert.Matches("Built +moon-phase", submit.OutputText);
        Assert.NotEmpty(Directory.GetFiles(farm.Folder["out"], "moon-phase-*.apk", SearchOption.AllDirectories));
    }

    [RequiresFarmFact]
    public async Task MalformedRequest_IsParkedWithItsReasonAndTheNextOneIsServed()
    {
        await using var farm = await Farm.CreateAsync();
        await using var scheduler = await farm.StartSchedulerAsync();
        var bad = """{"requestId":"01890a5d-ac96-774b-bcce-b302099a8057","submittedAt":"2026-11-22T10:00:00Z","sourceBundle":"nowhere","packages":["brotli"]}"""u8.ToArray();
        Assert.True(await farm.Broker.PublishAsync("Wolfictl.Contracts:BuildRequested", bad, "application/json", "01890a5d-ac96-774b-bcce-b302099a8057"));
        var parked = Assert.Single(await farm.Broker.WaitForMessagesAsync("wolfictl.build-requested.parked", 1));
        Assert.Contains("nowhere", string.Join('\n', parked.Headers.Select(h => h.Value.ToString())), StringComparison.Ordinal);
        var submit = await farm.Submit(farm.TinyDistro(), "--wait", "moon-phase").WaitForExitAsync();
        Assert.True(submit.ExitCode == 0, submit.ErrorText);
    }

    [RequiresFarmFact]
    public async Task Submit_ToABundleRepositoryThatIsNotListed_IsRefusedWithTheReason()
    {
        await using var farm = await Farm.CreateAsync();
        await using var scheduler = await farm.StartSchedulerAsync();
        var submit = await farm.RunAsync("submit", "--wait", "--bundle-repo", farm.Repository + "-other", "-d", farm.TinyDistro(), "moon-phase");
        Assert.Equal(1, submit.ExitCode);
        Assert.Contains("--allow-repository", submit.OutputText, StringComparison.Ordinal);
    }

    [RequiresFarmFact]
    public async Task SchedulerTerminated_EndsWithinItsTimeAndTheBuildGoesOnLater()
    {
        await using var farm = await Farm.CreateAsync();
        var scheduler = await farm.StartSchedulerAsync();
        scheduler.Send(Signal.Terminate);
        Assert.Equal(0, (await scheduler.WaitForExitAsync(TimeSpan.FromSeconds(30))).ExitCode);
    }

    /// <summary>The processes of the build that runs, once the long one is among them.</summary>
    private static async Task<IReadOnlyList<int>> BuildProcessesAsync(Farm farm)
    {
        IReadOnlyList<int> found;
        while ((found = ProcessTable.LivingIn(farm.WorkFolder)).Count < 3)
        {
            await Task.Delay(50);
        }

        return found;
    }
}
