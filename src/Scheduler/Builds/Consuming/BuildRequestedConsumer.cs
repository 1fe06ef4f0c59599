using MassTransit;
using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Builds.Consuming;

/// <summary>Hands requests for builds to the intake.</summary>
internal sealed class BuildRequestedConsumer(BuildIntake intake) : IConsumer<BuildRequested>
{
    public Task Consume(ConsumeContext<BuildRequested> context) => intake.AcceptAsync(context.Message, UserOf(context), context.CancellationToken);

    // The broker lets nobody claim another's user id.
    private static string? UserOf(ConsumeContext context) =>
        context.ReceiveContext.TryGetPayload<RabbitMqBasicConsumeContext>(out var rabbit) && rabbit.Properties.IsUserIdPresent() ? rabbit.Properties.UserId : null;
}
