using Wolfictl.CacheWorker.Requests;
using Wolfictl.Contracts;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Time;

namespace Wolfictl.CacheWorker.Tests.Requests;

/// <summary>Each new journal on the same folder is a process after a kill.</summary>
public sealed class RequestJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Receive_ThenKilled_IsUnfinishedInTheNextProcess()
    {
        var request = Request();
        Assert.True(Open().Receive(request));
        var next = Open();
        Assert.Equal(request.RequestId, Assert.Single(Drain(next.Unfinished)).RequestId);
        Assert.False(next.Receive(request));
        Assert.Empty(Drain(next.Unfinished));
    }

    [Fact]
    public void Complete_ThenKilledBeforeItIsPublished_IsPublishedByTheNextUnderTheSameId()
    {
        var (request, journal) = (Request(), Open());
        journal.Receive(request);
        var completed = Completed(request);
        journal.Complete(completed);
        var next = Open();
        Assert.Empty(Drain(next.Unfinished));
        Assert.Equal(completed.EventId, Assert.Single(Drain(next.Unpublished)).EventId);
    }

    [Fact]
    public void Receive_OfAFinishedRequest_PublishesItsEndAgain()
    {
        var (request, journal) = (Request(), Open());
        journal.Receive(request);
        journal.Complete(Completed(request));
        var first = Assert.Single(Drain(journal.Unpublished));
        journal.MarkPublished(first);
        Assert.Empty(Drain(Open().Unpublished));
        Assert.False(journal.Receive(request));
        Assert.Equal(first.EventId, Assert.Single(Drain(journal.Unpublished)).EventId);
        Assert.Single(Drain(Open().Unpublished));
    }

    [Fact]
    public void MarkPublished_WhileItIsToBePublishedOnceMore_DoesNotForgetThat()
    {
        var (request, journal) = (Request(), Open());
        journal.Receive(request);
        journal.Complete(Completed(request));
        journal.Receive(request);
        var both = Drain(journal.Unpublished);
        Assert.Equal(2, both.Count);
        journal.MarkPublished(both[0]);
        Assert.Single(Drain(Open().Unpublished));
        journal.MarkPublished(both[1]);
        Assert.Empty(Drain(Open().Unpublished));
    }

    [Fact]
    public void Open_AfterAWriteThatWasCut_KnowsNothingOfIt()
    {
        var request = Request();
        Open();
        _folder.Write($"received/{request.RequestId}.json.tmp", "{\"requestId\":");
        var next = Open();
        Assert.Empty(Drain(next.Unfinished));
        Assert.True(next.Receive(request));
    }

    [Fact]
    public void Open_WithAFileThatIsNoRequest_NamesIt()
    {
        Open();
        var file = _folder.Write($"received/{RequestId.New()}.json", "nonsense");
        Assert.Contains(file, Assert.Throws<JournalException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forget_RemovesWhatIsDoneAndOldOnly()
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        var (done, unfinished, journal) = (Request(), Request(), Open(clock));
        journal.Receive(unfinished);
        journal.Receive(done);
        journal.Complete(Completed(done));
        journal.MarkPublished(Assert.Single(Drain(journal.Unpublished)));
        clock.Advance(TimeSpan.FromDays(10));
        journal.Forget(TimeSpan.FromDays(30));
        Assert.False(journal.Receive(done));
        journal.MarkPublished(Assert.Single(Drain(journal.Unpublished)));
        clock.Advance(TimeSpan.FromDays(30));
        journal.Forget(TimeSpan.FromDays(30));
        Assert.True(journal.Receive(done));
        Assert.False(journal.Receive(unfinished));
    }

    private static CacheRequested Request() => new()
    {
        RequestId = RequestId.New(),
        SubmittedAt = TimeProvider.System.GetUtcNow(),
        Sources = [new SourceToCache { Uri = "https://example.org/a", Sha256 = new string('a', 64) }],
        BundleRepository = "localhost:5000/cache",
    };

    private static CacheCompleted Completed(CacheRequested request) => Completion.Failed(request, "as told", TimeProvider.System.GetUtcNow());

    private static List<T> Drain<T>(System.Threading.Channels.ChannelReader<T> reader)
    {
        var all = new List<T>();
        while (reader.TryRead(out var item))
        {
            all.Add(item);
        }

        return all;
    }

    private RequestJournal Open() => Open(TimeProvider.System);

    private RequestJournal Open(TimeProvider clock) => new(_folder, clock);
}
