using System.Text;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;
using Wolfictl.TestKit.Broker;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Hosting.Tests.Messaging;

public sealed class WireFormatTests
{
    private const string Exchange = "Wolfictl.Contracts:BuildRequested";

    [RequiresBrokerFact]
    public async Task Consume_OwnEnvelopeMassTransitsAndPlainJson_AreTheSame()
    {
        await using var broker = await BrokerVhost.CreateAsync();
        var received = new ReceivedRequests();
        await using var host = await StartAsync(broker, received);
        var request = Full();
        var message = OutgoingMessage.Of(request);

        await host.Services.GetRequiredService<IMessagePublisher>().PublishAsync(message, CancellationToken.None);
        AssertSame(request, await received.NextAsync());

        await host.Services.GetRequiredService<IBus>().Publish(request);
        AssertSame(request, await received.NextAsync());

        foreach (var contentType in new[] { "application/json", null, "text/plain" })
        {
            Assert.True(await broker.PublishAsync(Exchange, Encoding.UTF8.GetBytes(message.Json), contentType));
            AssertSame(request, await received.NextAsync());
        }

    }

    [RequiresBrokerFact]
    public async Task Consume_WhatCannotBeTaken_IsParkedWithItsReasonAndTheNextIsServed()
    {
        await using var broker = await BrokerVhost.CreateAsync();
        var received = new ReceivedRequests();
        await using var host = await StartAsync(broker, received);
        var good = OutgoingMessage.Of(Sample.Request("brotli")).Json;
        var id = new string('9', 1_000_000);
        (string Body, string Reason)[] bodies =
        [
            ("{ \"requestId\": ", ""),
            ("not JSON", ""),
            ("[1, 2]", ""),
            ("{}", "requestId"),
            (good.Replace("\"sourceBundle\"", "\"sourceBundel\"", StringComparison.Ordinal), "sourceBundle"),
            (good.Replace("\"Auto\"", "\"Automatic\"", StringComparison.Ordinal), "unknown value 'Automatic': expected Auto, Apk, Package"),
            (good.Replace("\"x86_64\"", "\"riscv64\"", StringComparison.Ordinal), "unknown architecture 'riscv64'"),
            (good.Replace("\"brotli\"", "\"$(reboot)\"", StringComparison.Ordinal), "'$(reboot)' is no package name"),
            (good.Replace("\"brotli\"", "\"refused\"", StringComparison.Ordinal), "packages holds 'refused'"),
            ($"{{\"requestId\":\"{id}\"}}", "is no request id"),
        ];

        foreach (var (body, _) in bodies)
        {
            Assert.True(await broker.PublishAsync(Exchange, Encoding.UTF8.GetBytes(body), "application/json"));
        }

        Assert.True(await broker.PublishAsync(Exchange, Encoding.UTF8.GetBytes(good), "application/json"));
        Assert.Equal("brotli", Assert.Single((await received.NextAsync()).Packages).Value);
        var parked = await broker.WaitForMessagesAsync(Topology.ParkingOf(Topology.BuildRequests), bodies.Length);

        foreach (var (body, reason) in bodies)
        {
            var message = Assert.Single(parked, p => p.Text == body);
            Assert.Contains(reason, Reason(message), StringComparison.Ordinal);
            Assert.InRange(Reason(message).Length, 1, 2_000);
        }

    }

    private static string Reason(BrokerMessage message) => message.Headers["MT-Fault-Message"].GetString()!;

    private static BuildRequested Full() => Sample.Request("brotli", "libstdc++") with
    {
        KeepGoing = true,
        TargetFormat = TargetFormat.Package,
        Cpu = Quantity.Parse("500m"),
        MelangeBuildOptions = [MakeWord.Parse("--debug")],
        Priority = BuildPriority.High,
        Plan = [new PlanSummary { Architecture = Architecture.X86_64, Packages = 2, Digest = new string('d', 64) }],
    };

    private static void AssertSame(BuildRequested expected, BuildRequested actual) => Assert.Equal(
        JsonSerializer.Serialize(expected, ContractsJson.Default.BuildRequested),
        JsonSerializer.Serialize(actual, ContractsJson.Default.BuildRequested));

    private static async Task<BusHost> StartAsync(BrokerVhost broker, ReceivedRequests received) => await BusHost.StartAsync(services => services
        .AddSingleton(received)
        .AddRabbitMqBus(
            BrokerUri.Parse(broker.AmqpUri.ToString()), "wolfictl-test", bus => bus.AddConsumer<ReceivedRequests.Consumer, ReceivedRequests.Definition>()));
}
