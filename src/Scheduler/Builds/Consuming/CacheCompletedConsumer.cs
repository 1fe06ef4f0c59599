using MassTransit;
using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Builds.Consuming;

/// <summary>Hands the ends of cache requests to the intake.</summary>
internal sealed class CacheCompletedConsumer(BuildIntake intake) : IConsumer<CacheCompleted>
{
    public Task Consume(ConsumeContext<CacheCompleted> context) => intake.TakeCacheAsync(context.Message, context.CancellationToken);
}
