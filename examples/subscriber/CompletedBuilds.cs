using MassTransit;
using Wolfictl.Contracts;

namespace Wolfictl.Subscriber;

/// <summary>Prints each event once: a broker delivers at least once, and the same event has the same EventId.</summary>
internal sealed class CompletedBuilds(TextWriter output) : IConsumer<BuildCompleted>
{
    private readonly RecentIds _seen = new(10_000);

    public async Task Consume(ConsumeContext<BuildCompleted> context)
    {
        if (_seen.Add(context.Message.EventId))
        {
            await output.WriteLineAsync(BuildLine.Of(context.Message));
        }
    }
}
