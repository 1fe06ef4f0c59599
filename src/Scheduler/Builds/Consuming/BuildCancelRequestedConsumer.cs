using MassTransit;
using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Builds.Consuming;

/// <summary>Hands withdrawals to the intake.</summary>
internal sealed class BuildCancelRequestedConsumer(BuildIntake intake) : IConsumer<BuildCancelRequested>
{
    public Task Consume(ConsumeContext<BuildCancelRequested> context) => intake.WithdrawAsync(context.Message.RequestId, context.CancellationToken);
}
