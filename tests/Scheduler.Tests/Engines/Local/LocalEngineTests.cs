using Wolfictl.Contracts;
using Wolfictl.Scheduler.Engines;
using Wolfictl.TestKit.Processes;
using static Wolfictl.Scheduler.Tests.Engines.Local.LocalEngineFixture;

namespace Wolfictl.Scheduler.Tests.Engines.Local;

public sealed class LocalEngineTests : IDisposable
{
    private readonly LocalEngineFixture _local = new();

    public void Dispose() => _local.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Fact]
    public async Task Run_AllMade_SucceedsWithOutputsByDigest()
    {
        var spec = await _local.SpecAsync(Makefile, null, Package("a"), Package("b", "a"));

        var ending = await _local.RunAsync(spec);

        Assert.Equal((BuildOutcome.Succeeded, CompletionReason.Completed, 0), (ending.Outcome, ending.Reason, ending.ExitCode));
        Assert.Equal(["x86_64/a-1.0-r0.apk", "x86_64/b-1.0-r0.apk"], await PublishedAsync(ending));
        Assert.All(ending.Packages, p => Assert.Equal((PackageOutcome.Built, true), (p.Outcome, p.Digest!.StartsWith("sha256:", StringComparison.Ordinal))));
        Assert.True(File.Exists(ending.LogLocation));

        await _local.Engine.ForgetAsync(spec.Key, CancellationToken.None);
        Assert.Empty(await _local.Engine.ListAsync(CancellationToken.None));
        Assert.Empty(Directory.GetDirectories(_local.Options.WorkDirectory));
    }

    [Fact]
    public async Task Run_StartedTwice_RunsOnce()
    {
        var spec = await _local.SpecAsync(Makefile + "packages/$(ARCH)/a-1.0-r0.apk: ran\nran:\n\t@echo running\n", null, Package("a"));

        await _local.Engine.StartAsync(spec, CancellationToken.None);
        await _local.Engine.StartAsync(spec, CancellationToken.None);
        var ending = await _local.EndAsync(spec);

        Assert.Single(await File.ReadAllLinesAsync(ending.LogLocation!), l => l.EndsWith(" running", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, PackageOutcome.NotTried)]
    [InlineData(true, PackageOutcome.Built)]
    public async Task Run_OneFails_TheRestOnlyWhenToldToKeepGoing(bool keepGoing, PackageOutcome last)
    {
        var makefile = Makefile + "packages/$(ARCH)/a-1.0-r0.apk:\n\t@exit 7\npackages/$(ARCH)/b-1.0-r0.apk: packages/$(ARCH)/a-1.0-r0.apk\n";
        var spec = await _local.SpecAsync(makefile, r => r with { KeepGoing = keepGoing }, Package("a"), Package("b", "a"), Package("c"));

        var ending = await _local.RunAsync(spec);

        Assert.Equal((BuildOutcome.Failed, CompletionReason.BuildFailed, FailureClass.Build, 2), (ending.Outcome, ending.Reason, ending.Class, ending.ExitCode));
        Assert.Equal("a failed; make ended with status 2", ending.Message);
        Assert.Equal([PackageOutcome.Failed, PackageOutcome.Blocked, last], ending.Packages.Select(p => p.Outcome));
        Assert.Equal(keepGoing ? ["x86_64/c-1.0-r0.apk"] : [], await PublishedAsync(ending));
    }

    [Fact]
    public async Task Run_NoRuleForATarget_NamesIt()
    {
        var ending = await _local.RunAsync(await _local.SpecAsync("$(KEY):\n\t@touch $@\n", null, Package("a")));

        Assert.Equal(CompletionReason.BuildFailed, ending.Reason);
        Assert.Equal((PackageOutcome.Failed, "make: no rule to make it"), (ending.Packages[0].Outcome, ending.Packages[0].Message));
    }

    [Fact]
    public async Task Run_NoRuleForTheKey_SaysSo()
    {
        var ending = await _local.RunAsync(await _local.SpecAsync("all:\n", null, Package("a")));

        Assert.Equal(CompletionReason.BuildFailed, ending.Reason);
        Assert.Contains("signing key could not be made", ending.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_MakeEndsWellWithoutTheFile_OutputsMissing()
    {
        var ending = await _local.RunAsync(await _local.SpecAsync(Makefile + "packages/$(ARCH)/a-1.0-r0.apk:\n\t@true\n", null, Package("a")));

        Assert.Equal((BuildOutcome.Failed, CompletionReason.OutputsMissing), (ending.Outcome, ending.Reason));
    }

    [Fact]
    public async Task Stop_KillsTheWholeSession_AlsoWhatLeftIt()
    {
        var rules = """
            packages/$(ARCH)/b-1.0-r0.apk:
            	@setsid sh -c 'trap "" TERM; while :; do sleep 1; done' & sleep 1000 & echo at work; sleep 1000

            """;
        var spec = await _local.SpecAsync(Makefile + rules, null, Package("a"), Package("b"));
        await _local.Engine.StartAsync(spec, CancellationToken.None);
        await _local.LineAsync("at work");
        var running = ProcessTable.LivingIn(_local.Options.WorkDirectory);
        Assert.InRange(running.Count, 4, 20);

        await _local.Engine.StopAsync(spec.Key, CancellationToken.None);
        var ending = await _local.EndAsync(spec);

        Assert.DoesNotContain(running, ProcessTable.IsAlive);
        Assert.Empty(ProcessTable.LivingIn(_local.Options.WorkDirectory));
        Assert.Equal((BuildOutcome.Cancelled, CompletionReason.Cancelled), (ending.Outcome, ending.Reason));
        Assert.Equal([PackageOutcome.Built, PackageOutcome.NotTried], ending.Packages.Select(p => p.Outcome));
        Assert.Equal(["x86_64/a-1.0-r0.apk"], await PublishedAsync(ending));
    }

    [Fact]
    public async Task Run_LongerThanItMay_IsStopped()
    {
        var spec = await _local.SpecAsync(Makefile + "packages/$(ARCH)/a-1.0-r0.apk:\n\t@sleep 1000\n", null, Package("a"));

        var ending = await _local.RunAsync(spec with { Timeout = TimeSpan.FromMilliseconds(500) });

        Assert.Equal((BuildOutcome.Failed, CompletionReason.DeadlineExceeded, FailureClass.Build), (ending.Outcome, ending.Reason, ending.Class));
        Assert.Empty(ProcessTable.LivingIn(_local.Options.WorkDirectory));
    }

    [Fact]
    public async Task Run_WhatMakeLeavesInTheBackground_EndsWithIt()
    {
        var spec = await _local.SpecAsync(Makefile + "packages/$(ARCH)/a-1.0-r0.apk: left\nleft:\n\t@setsid sleep 1000 &\n", null, Package("a"));

        var ending = await _local.RunAsync(spec);

        Assert.Equal(BuildOutcome.Succeeded, ending.Outcome);
        Assert.Empty(ProcessTable.LivingIn(_local.Options.WorkDirectory));
    }

    [Fact]
    public async Task Dispose_LeavesNothingRunning()
    {
        var local = new LocalEngineFixture();
        var work = local.Options.WorkDirectory;
        var spec = await local.SpecAsync(Makefile + "packages/$(ARCH)/a-1.0-r0.apk:\n\t@echo at work; sleep 1000\n", null, Package("a"));
        await local.Engine.StartAsync(spec, CancellationToken.None);
        await local.LineAsync("at work");

        await local.DisposeAsync();

        Assert.Empty(ProcessTable.LivingIn(work));
    }

    [Fact]
    public async Task Run_Environment_HoldsNothingOfTheSchedulers()
    {
        const string Canary = "c4nary-s3cret";
        Environment.SetEnvironmentVariable("WOLFICTL_QUEUE", $"amqp://ann:{Canary}@mq.example.org");
        Environment.SetEnvironmentVariable("SOME_TOKEN", Canary);
        try
        {
            var spec = await _local.SpecAsync(Makefile + "packages/$(ARCH)/a-1.0-r0.apk: env\nenv:\n\t@env; cat /proc/self/environ | tr '\\0' '\\n'\n", null, Package("a"));
            var ending = await _local.RunAsync(spec);
            var log = await File.ReadAllTextAsync(ending.LogLocation!);

            Assert.Equal(BuildOutcome.Succeeded, ending.Outcome);
            Assert.DoesNotContain(Canary, log, StringComparison.Ordinal);
            Assert.DoesNotContain("WOLFICTL_QUEUE", log, StringComparison.Ordinal);
            Assert.Contains($" WOLFICTL_JOB={spec.Key}", log, StringComparison.Ordinal);
            Assert.Contains($" HOME={_local.Options.WorkDirectory}/", log, StringComparison.Ordinal);
            Assert.Contains(" LC_ALL=C", log, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("WOLFICTL_QUEUE", null);
            Environment.SetEnvironmentVariable("SOME_TOKEN", null);
        }
    }

    [Fact]
    public async Task Run_OptionsOfTheRequest_ReachMakeAsOneVariable()
    {
        var rules = "packages/$(ARCH)/a-1.0-r0.apk: said\nsaid:\n\t@printf '%s\\n' 'opts $(MELANGE_EXTRA_OPTS)' 'arch $(ARCH)' 'repo $(REPO)'\n";
        var spec = await _local.SpecAsync(
            Makefile + rules,
            r => r with { Keyring = [MakeWord.Parse("k.rsa.pub")], Repositories = [MakeWord.Parse("https://example.org/os")], MelangeBuildOptions = [MakeWord.Parse("--debug")] },
            Package("a"));

        var log = await File.ReadAllTextAsync((await _local.RunAsync(spec)).LogLocation!);

        Assert.Matches(@"opts --cache-dir=\S+/cache -k k.rsa.pub -r https://example.org/os --debug\n", log);
        Assert.Contains(" arch x86_64\n", log, StringComparison.Ordinal);
        Assert.Contains(" repo ./packages\n", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OutputOfABuild_IsNeutralisedInTheLog()
    {
        var rules = "packages/$(ARCH)/a-1.0-r0.apk: said\nsaid:\n\t@printf '\\033[2Jred\\r\\nmake: *** [x] Error 1\\n' >&2; head -c 1000000 /dev/zero | tr '\\0' x\n";

        var ending = await _local.RunAsync(await _local.SpecAsync(Makefile + rules, null, Package("a")));
        var log = await File.ReadAllTextAsync(ending.LogLocation!);

        Assert.Equal(BuildOutcome.Succeeded, ending.Outcome);
        Assert.Contains(" \u241b[2Jred\n", log, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', log);
        Assert.Contains("bytes of this line cut)", log, StringComparison.Ordinal);
        Assert.InRange(log.Length, 1, 40_000);
    }

    [Fact]
    public async Task Run_NoSuchBundle_IsTheMachinesFault()
    {
        var spec = await _local.SpecAsync(
            Makefile, r => r with { SourceBundle = DigestReference.Of(r.SourceBundle.Repository, $"sha256:{new string('0', 64)}") }, Package("a"));

        var ending = await _local.RunAsync(spec);

        Assert.Equal((BuildOutcome.Failed, CompletionReason.EngineFailed, FailureClass.Infrastructure), (ending.Outcome, ending.Reason, ending.Class));
        Assert.Contains("the source bundle can't be had", ending.Message, StringComparison.Ordinal);
    }
}
