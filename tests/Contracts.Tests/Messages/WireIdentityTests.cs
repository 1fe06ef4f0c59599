using MassTransit;
using MassTransit.RabbitMqTransport;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Contracts.Tests.Messages;

/// <summary>The names by which subscribers know a message. They never change: a message that must change is a new type.</summary>
public sealed class WireIdentityTests
{
    public static TheoryData<string> Messages =>
    [
        "BuildRequested", "BuildCancelRequested", "BuildStarted", "JobStarted", "JobCompleted", "BuildCompleted", "CacheRequested", "CacheCompleted",
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Urn_IsFrozen(string message)
    {
        var type = typeof(BuildRequested).Assembly.GetType($"Wolfictl.Contracts.{message}", throwOnError: true)!;

        Assert.Equal($"urn:message:Wolfictl.Contracts:{message}", MessageUrn.ForTypeString(type));
        Assert.Equal(MessageUrn.ForTypeString(type), Topology.UrnOf(message));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Exchange_IsTheOneThatMassTransitDeclares(string message)
    {
        var named = new RabbitMqMessageNameFormatter().GetMessageName(MessageCatalog.TypeOf(message)).ToString();

        Assert.Equal($"Wolfictl.Contracts:{message}", named);
        Assert.Equal(named, Topology.ExchangeOf(message));
    }

    [Fact]
    public void Catalog_HoldsThemAll() => Assert.Equal(
        ((IEnumerable<object[]>)Messages).Select(row => (string)row[0]).Order(StringComparer.Ordinal),
        MessageCatalog.All.Select(t => t.Name).Order(StringComparer.Ordinal));
}
