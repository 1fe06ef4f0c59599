using Wolfictl.Contracts;
using Wolfictl.Submitter.Waiting;

namespace Wolfictl.Submitter.Tests.Waiting;

public sealed class CompletionTextTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Failure_NamesPackagesReasonsAndTheLog()
    {
        var text = Written(new JobResult
        {
            Architecture = Architecture.X86_64,
            Outcome = BuildOutcome.Failed,
            Reason = CompletionReason.BuildFailed,
            Message = "greet failed",
            StartedAt = Start,
            FinishedAt = Start.AddSeconds(2.5),
            LogLocation = "/logs/x86_64-1.log",
            Packages = [Package("greet", PackageOutcome.Failed, "make: Error 1"), Package("farewell", PackageOutcome.Blocked, "needs greet, which failed")],
        });
        Assert.Contains("x86_64: failed in 2.5 s: 1 failed, 1 blocked (greet failed)", text, StringComparison.Ordinal);
        Assert.Matches("Blocked +farewell +1.0-r0 +needs greet, which failed", text);
        Assert.Contains("log: /logs/x86_64-1.log", text, StringComparison.Ordinal);
        Assert.Contains("failed (BuildFailed)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingToDo_IsNoFailure()
    {
        var text = Written(new JobResult { Architecture = Architecture.Aarch64, Outcome = BuildOutcome.Succeeded, Reason = CompletionReason.NothingToDo, Message = "nothing to do" });
        Assert.Contains("aarch64: succeeded (nothing to do)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NothingToDo", text, StringComparison.Ordinal);
    }

    private static PackageResult Package(string name, PackageOutcome outcome, string message) =>
        new() { Package = PackageName.Parse(name), FullVersion = "1.0-r0", Outcome = outcome, Message = message };

    private static string Written(JobResult job)
    {
        var writer = new StringWriter();
        CompletionText.Write(
            writer,
            new BuildCompleted
            {
                EventId = Guid.CreateVersion7(),
                OccurredAt = Start,
                Sequence = 1,
                BuildId = BuildId.Of(RequestId.New()),
                Outcome = job.Outcome,
                Reason = job.Reason,
                Jobs = [job],
            },
            files: null);
        return writer.ToString();
    }
}
