using MassTransit;
using Wolfictl.Contracts;

namespace Wolfictl.CacheWorker.Requests;

/// <summary>Hands requests for sources to the intake.</summary>
internal sealed class CacheRequestedConsumer(CacheIntake intake) : IConsumer<CacheRequested>
{
    public Task Consume(ConsumeContext<CacheRequested> context)
    {
        intake.Accept(context.Message);
        return Task.CompletedTask;
    }
}
