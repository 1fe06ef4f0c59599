using System.Text.Json.Nodes;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Hosting.Tests.Messaging;

public sealed class EnvelopeTests
{
    [Fact]
    public void Around_Request_HoldsIdUrnAndMessageAsItIs()
    {
        var request = Sample.Request("brotli", "libstdc++");
        var message = OutgoingMessage.Of(request);

        var envelope = JsonNode.Parse(Envelope.Around(message).Span)!.AsObject();

        Assert.Equal(["messageId", "messageType", "message"], envelope.Select(p => p.Key));
        Assert.Equal(request.RequestId.ToString(), (string?)envelope["messageId"]);
        Assert.Equal(["urn:message:Wolfictl.Contracts:BuildRequested"], envelope["messageType"]!.AsArray().Select(u => (string?)u));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(message.Json), envelope["message"]));
        Assert.True(message.Mandatory);
    }

    [Fact]
    public void OfEvent_HasItsOwnIdAndMayHaveNoSubscriber()
    {
        var started = Sample.Event();

        var message = OutgoingMessage.OfEvent(started.EventId, started);

        Assert.Equal((started.EventId, nameof(JobStarted), false), (message.MessageId, message.Type, message.Mandatory));
    }

    [Fact]
    public void OfCancel_EachSending_IsAMessageOfItsOwn()
    {
        var cancel = new BuildCancelRequested { RequestId = RequestId.New(), RequestedAt = DateTimeOffset.UnixEpoch };

        Assert.NotEqual(OutgoingMessage.Of(cancel).MessageId, OutgoingMessage.Of(cancel).MessageId);
        Assert.True(OutgoingMessage.Of(cancel).Mandatory);
    }

    [Fact]
    public void Topology_KeepsRoomForFrames() =>
        Assert.True(Topology.PublishesInFlight < 128 && Topology.Prefetch * 4 <= 64, "RabbitMQ.Client queues 128 outgoing frames a connection.");
}
