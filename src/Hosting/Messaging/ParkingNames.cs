using MassTransit;

namespace Wolfictl.Hosting.Messaging;

/// <summary>Errors and unknown types go where the delivery limit puts its messages too: one parking queue beside each queue.</summary>
internal sealed class ParkingNames : IErrorQueueNameFormatter, IDeadLetterQueueNameFormatter
{
    public static readonly ParkingNames Instance = new();

    public string FormatErrorQueueName(string queueName) => Topology.ParkingOf(queueName);

    public string FormatDeadLetterQueueName(string queueName) => Topology.ParkingOf(queueName);
}
