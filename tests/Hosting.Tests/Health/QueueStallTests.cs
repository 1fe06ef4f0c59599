using Wolfictl.Hosting.Health;
using Wolfictl.TestKit.Time;

namespace Wolfictl.Hosting.Tests.Health;

public sealed class QueueStallTests
{
    private readonly ManualClock _clock = new();
    private readonly QueueStall _stall;

    public QueueStallTests() => _stall = new QueueStall(TimeSpan.FromSeconds(45), _clock);

    [Fact]
    public void NoConsumer_IsOverWhenPatienceIs()
    {
        _stall.Observe(consumers: 0, messages: 0, delivered: 0);
        _clock.Advance(TimeSpan.FromSeconds(44));
        _stall.Observe(0, 0, 0);
        Assert.False(_stall.IsOver);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _stall.Observe(0, 0, 0);

        Assert.True(_stall.IsOver);
    }

    [Fact]
    public void MessagesAndNoDelivery_IsOverWhenPatienceIs()
    {
        _stall.Observe(consumers: 1, messages: 5, delivered: 7);
        for (var i = 0; i < 10; i++)
        {
            Assert.False(_stall.IsOver);
            _stall.Observe(1, 5, 7);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.True(_stall.IsOver);
    }

    [Fact]
    public void MessagesAndDeliveries_IsNeverOver()
    {
        for (var i = 0; i < 100; i++)
        {
            _stall.Observe(1, 1_000, delivered: i);
            _clock.Advance(TimeSpan.FromSeconds(5));
            Assert.False(_stall.IsOver);
        }
    }

    [Fact]
    public void EmptyQueueWithConsumer_IsNeverOver()
    {
        for (var i = 0; i < 100; i++)
        {
            _stall.Observe(1, 0, delivered: 3);
            _clock.Advance(TimeSpan.FromSeconds(5));
            Assert.False(_stall.IsOver);
        }
    }

    [Fact]
    public void ConsumerBackInTime_StartsPatienceAnew()
    {
        _stall.Observe(0, 3, 0);
        _clock.Advance(TimeSpan.FromSeconds(40));
        _stall.Observe(1, 3, 1);
        _stall.Observe(0, 3, 1);
        _clock.Advance(TimeSpan.FromSeconds(44));
        _stall.Observe(0, 3, 1);

        Assert.False(_stall.IsOver);
    }

    [Fact]
    public void BrokerDidNotAnswer_IsNotOurs()
    {
        _stall.Observe(0, 0, 0);
        _clock.Advance(TimeSpan.FromSeconds(60));
        _stall.Reset();

        _stall.Observe(0, 0, 0);

        Assert.False(_stall.IsOver);
    }
}
