using System.Text;
using Wolfictl.TestKit.Broker;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests.Subscriber;

public sealed class SubscriberTests
{
    private const string Queue = "wolfictl.example-subscriber";
    private static readonly string Executable = Checkout.Executable("Wolfictl.Subscriber", "Wolfictl.Subscriber");

    [RequiresBrokerTheory]
    [InlineData(Signal.Interrupt)]
    [InlineData(Signal.Terminate)]
    public async Task Subscribe_SameEventTwice_PrintsItOnceAndEndsAtASignal(Signal signal)
    {
        await using var broker = await BrokerVhost.CreateAsync();
        await using var subscriber = ChildProcess.Start(Executable, [broker.AmqpUri.ToString()]);
        await subscriber.WaitForLineAsync("Waiting for builds");
        var first = Event("019a0000-0000-7000-8000-000000000001", "Succeeded", "Completed");
        var second = Event("019a0000-0000-7000-8000-000000000002", "Failed", "BuildFailed");

        foreach (var message in new[] { first, first, second })
        {
            Assert.True(await broker.PublishAsync("Wolfictl.Contracts:BuildCompleted", message, "application/vnd.masstransit+json"));
        }

        await subscriber.WaitForLineAsync("(BuildFailed)");
        subscriber.Send(signal);
        var finished = await subscriber.WaitForExitAsync();

        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(
            [
                $"BuildCompleted 019a0000-0000-7000-8000-00000000000a Succeeded: x86_64 Succeeded, 1 built, 1 already there, outputs registry.example/outputs@sha256:{new string('a', 64)}",
                $"BuildCompleted 019a0000-0000-7000-8000-00000000000a Failed (BuildFailed): x86_64 Failed (BuildFailed), 1 built, 1 already there, outputs registry.example/outputs@sha256:{new string('a', 64)}",
            ],
            finished.Output);
        Assert.Equal("quorum", (await broker.GetQueueAsync(Queue))?.Type);
    }

    [Theory]
    [InlineData]
    [InlineData("http://127.0.0.1")]
    [InlineData("amqp://127.0.0.1", "more")]
    public async Task Start_NoAmqpUri_SaysWhatItWants(params string[] arguments)
    {
        var finished = await ChildProcess.RunAsync(Executable, arguments, environment: new Dictionary<string, string?> { ["WOLFICTL_QUEUE"] = null });

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains("amqp://", Assert.Single(finished.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BrokerAway_SaysSo()
    {
        // Port 1 of loopback: nothing listens there.
        var finished = await ChildProcess.RunAsync(Executable, ["amqp://someone:secret@127.0.0.1:1/"]);

        Assert.Equal(3, finished.ExitCode);
        var sentence = Assert.Single(finished.Errors);
        Assert.Contains("127.0.0.1:1", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sentence, StringComparison.Ordinal);
    }

    private static byte[] Event(string id, string outcome, string reason) => Encoding.UTF8.GetBytes($$"""
        {
          "messageId": "{{id}}",
          "messageType": ["urn:message:Wolfictl.Contracts:BuildCompleted"],
          "message": {
            "eventId": "{{id}}", "occurredAt": "2026-01-02T03:04:05+00:00", "sequence": 4,
            "buildId": "019a0000-0000-7000-8000-00000000000a", "requests": ["019a0000-0000-7000-8000-00000000000a"],
            "outcome": "{{outcome}}", "reason": "{{reason}}",
            "jobs": [{
              "architecture": "x86_64", "outcome": "{{outcome}}", "reason": "{{reason}}", "exitCode": 0, "attempts": 1,
              "outputs": "registry.example/outputs@sha256:{{new string('a', 64)}}",
              "packages": [
                { "package": "brotli", "fullVersion": "1.0.9-r2", "outcome": "AlreadyThere" },
                { "package": "git-lfs", "fullVersion": "3.3.0-r6", "outcome": "Built" }
              ]
            }]
          }
        }
        """);
}
