using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Wolfictl.CacheWorker.Requests;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;
using Wolfictl.TestKit.Files;

namespace Wolfictl.CacheWorker.Tests.Requests;

public sealed class OutboxLoopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task BrokerRefusesOne_TheOthersPassAndItIsSentAgainUnderItsId()
    {
        var journal = new RequestJournal(_folder, TimeProvider.System);
        var (stubborn, other) = (Received(journal), Received(journal));
        var broker = new Broker(stubborn.EventId, refusals: 3);
        using var loop = new OutboxLoop(journal, broker, TimeProvider.System, NullLogger<OutboxLoop>.Instance);
        journal.Complete(stubborn);
        journal.Complete(other);
        await loop.StartAsync(default);
        await broker.Confirmed.Task;
        await loop.StopAsync(default);
        Assert.Equal(new[] { other.EventId, stubborn.EventId }, broker.Taken);
        Assert.Equal(3, broker.Refused);
        Assert.False(new RequestJournal(_folder, TimeProvider.System).Unpublished.TryRead(out _));
    }

    private static CacheCompleted Received(RequestJournal journal)
    {
        var request = new CacheRequested
        {
            RequestId = RequestId.New(),
            SubmittedAt = TimeProvider.System.GetUtcNow(),
            Sources = [new SourceToCache { Uri = "https://example.org/a", Sha256 = new string('a', 64) }],
            BundleRepository = "localhost:5000/cache",
        };
        journal.Receive(request);
        return Completion.Failed(request, "as told", TimeProvider.System.GetUtcNow());
    }

    /// <summary>Confirms everything at once but one message, which it refuses some times first.</summary>
    private sealed class Broker(Guid refused, int refusals) : IMessagePublisher
    {
        private readonly ConcurrentQueue<Guid> _taken = new();

        public TaskCompletionSource Confirmed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<Guid> Taken => [.. _taken];

        public int Refused { get; private set; }

        public Task PublishAsync(OutgoingMessage message, CancellationToken cancellationToken)
        {
            if (message.MessageId == refused && Refused < refusals)
            {
                Refused++;
                throw new MessagingException(MessagingFailure.Rejected, "as told");
            }

            _taken.Enqueue(message.MessageId);
            if (_taken.Count == 2)
            {
                Confirmed.SetResult();
            }

            return Task.CompletedTask;
        }
    }
}
