using System.Threading.Channels;
using Wolfictl.Submitter.Waiting;

namespace Wolfictl.Submitter.Embedded;

/// <summary>Events from the in-memory bus.</summary>
internal sealed class EmbeddedEvents : IBuildEvents
{
    private readonly Channel<object> _events = Channel.CreateUnbounded<object>();

    /// <inheritdoc />
    public IAsyncEnumerable<object> ReadAsync(CancellationToken cancellationToken) => _events.Reader.ReadAllAsync(cancellationToken);

    /// <summary>One more.</summary>
    public void Add(object message) => _events.Writer.TryWrite(message);
}
