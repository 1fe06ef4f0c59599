using System.Runtime.CompilerServices;
using Wolfictl.Contracts;
using Wolfictl.Submitter.Terminals;
using Wolfictl.Submitter.Waiting;

namespace Wolfictl.Submitter.Tests.Waiting;

public sealed class BuildWaitTests : IDisposable
{
    private readonly RequestId _request = RequestId.New();
    private readonly StringWriter _shown = new();

    public void Dispose() => _shown.Dispose();

    [Fact]
    public async Task EventsOfOthersAndRepeats_AreLeftOut()
    {
        var started = Started(_request);
        var completed = Completed(_request, BuildOutcome.Succeeded);
        var end = await WaitAsync([Completed(RequestId.New(), BuildOutcome.Failed), started, started, completed]);
        Assert.Equal(completed, end);
        Assert.Single(_shown.ToString().Split('\n'), l => l.Contains("started on the local engine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Interrupt_AsksOnceAndWaitsForTheEnd()
    {
        using var interrupted = new CancellationTokenSource();
        var asked = 0;
        var gate = new TaskCompletionSource();
        using var status = new StatusLine(new Streams(TextWriter.Null, _shown, IsTerminal: false), TimeProvider.System);
        var waiting = new BuildWait(new Script([Completed(_request, BuildOutcome.Cancelled)], gate.Task), new BuildProgress(status)).ToEndAsync(
            _request,
            () =>
            {
                asked++;
                gate.SetResult();
                return Task.CompletedTask;
            },
            interrupted.Token);
        await interrupted.CancelAsync();
        Assert.Equal(BuildOutcome.Cancelled, (await waiting).Outcome);
        Assert.Equal(1, asked);
    }

    private async Task<BuildCompleted> WaitAsync(object[] events)
    {
        using var status = new StatusLine(new Streams(TextWriter.Null, _shown, IsTerminal: false), TimeProvider.System);
        return await new BuildWait(new Script(events, Task.CompletedTask), new BuildProgress(status)).ToEndAsync(_request, () => Task.CompletedTask, CancellationToken.None);
    }

    private static JobStarted Started(RequestId request) => new()
    {
        EventId = Guid.CreateVersion7(),
        OccurredAt = DateTimeOffset.UnixEpoch,
        Sequence = 1,
        BuildId = BuildId.Of(request),
        Requests = [request],
        Architecture = Architecture.X86_64,
        Attempt = 1,
        Engine = "local",
    };

    private static BuildCompleted Completed(RequestId request, BuildOutcome outcome) => new()
    {
        EventId = Guid.CreateVersion7(),
        OccurredAt = DateTimeOffset.UnixEpoch,
        Sequence = 2,
        BuildId = BuildId.Of(request),
        Requests = [request],
        Outcome = outcome,
        Reason = CompletionReason.Completed,
    };

    private sealed class Script(object[] events, Task gate) : IBuildEvents
    {
        public async IAsyncEnumerable<object> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await gate.WaitAsync(cancellationToken);
            foreach (var message in events)
            {
                yield return message;
            }
        }
    }
}
