using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.TestKit.Broker;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Scheduler.Tests.Builds.Consuming;

public sealed class ParkingTests
{
    [RequiresBrokerFact]
    public async Task BadRequests_AreParkedWithTheirReason_AndTheNextIsServed()
    {
        using var state = new TemporaryFolder();
        await using var broker = await BrokerVhost.CreateAsync();
        await using var scheduler = await RunningScheduler.StartAsync(Given.Options(state), BrokerUri.Parse(broker.AmqpUri.ToString()));
        var good = Given.Request("brotli");
        var json = OutgoingMessage.Of(good).Json;
        (string Body, string Reason)[] bad =
        [
            ("{ \"requestId\": ", ""),
            (json.Replace("\"plan\":[]", "\"plan\":[null]", StringComparison.Ordinal), "plan holds an entry without a digest"),
            (json.Replace("\"plan\":[]", "\"profile\":\"\"", StringComparison.Ordinal), "profile is not a name"),
            (json.Replace("\"Normal\"", "\"Urgent\"", StringComparison.Ordinal), "expected Low, Normal, High"),
        ];
        foreach (var (body, _) in bad)
        {
            Assert.NotEqual(json, body);
            Assert.True(await broker.PublishAsync("Wolfictl.Contracts:BuildRequested", Encoding.UTF8.GetBytes(body), "application/json"));
        }

        Assert.True(await broker.PublishAsync("Wolfictl.Contracts:BuildCancelRequested", "{}"u8.ToArray(), "application/json"));
        await scheduler.PublishAsync(OutgoingMessage.Of(good with { SourceBundle = DigestReference.Of("elsewhere.example.org/x", good.SourceBundle.Digest) }));

        var completed = Assert.IsType<BuildCompleted>((await scheduler.UntilCompletedAsync(good.RequestId))[^1]);
        var parked = await broker.WaitForMessagesAsync("wolfictl.build-requested.parked", bad.Length);
        var cancel = Assert.Single(await broker.WaitForMessagesAsync("wolfictl.build-cancel-requested.parked", 1));

        Assert.Equal(CompletionReason.Refused, completed.Reason);
        Assert.All(bad, b => Assert.Contains(b.Reason, parked.Single(p => p.Text == b.Body).Headers["MT-Fault-Message"].GetString(), StringComparison.Ordinal));
        Assert.Contains("requestId", cancel.Headers["MT-Fault-Message"].GetString(), StringComparison.Ordinal);
        var store = scheduler.Services.GetRequiredService<IBuildStore>();
        Assert.Empty(await store.ListUnfinishedAsync(CancellationToken.None));
        Assert.Equal(broker.Server.User, (await store.FindByRequestAsync(good.RequestId, CancellationToken.None))!.Requester);
    }
}
