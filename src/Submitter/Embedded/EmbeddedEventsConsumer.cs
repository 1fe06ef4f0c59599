using MassTransit;
using Wolfictl.Contracts;

namespace Wolfictl.Submitter.Embedded;

/// <summary>Hands what comes over the bus to <see cref="EmbeddedEvents"/>.</summary>
internal sealed class EmbeddedEventsConsumer(EmbeddedEvents events)
    : IConsumer<BuildStarted>, IConsumer<JobStarted>, IConsumer<JobCompleted>, IConsumer<BuildCompleted>
{
    public Task Consume(ConsumeContext<BuildStarted> context) => AddAsync(context.Message);

    public Task Consume(ConsumeContext<JobStarted> context) => AddAsync(context.Message);

    public Task Consume(ConsumeContext<JobCompleted> context) => AddAsync(context.Message);

    public Task Consume(ConsumeContext<BuildCompleted> context) => AddAsync(context.Message);

    private Task AddAsync(object message)
    {
        events.Add(message);
        return Task.CompletedTask;
    }
}
