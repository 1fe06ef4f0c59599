using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Hosting.Tests.Messaging;

public sealed class BrokerUriTests
{
    private const string Secret = "c4nary-s3cret";

    [Theory]
    [InlineData("amqp://ann:" + Secret + "@mq.example.org:5672/farm", "ann", "amqp://ann:***@mq.example.org:5672/farm")]
    [InlineData("amqps://ann:" + Secret + "@mq.example.org/%2f", "ann", "amqps://ann:***@mq.example.org/%2f")]
    [InlineData("amqp://ann%40home:" + Secret + "@127.0.0.1:5673", "ann@home", "amqp://ann@home:***@127.0.0.1:5673")]
    [InlineData("amqp://mq.example.org", "guest", "amqp://mq.example.org")]
    [InlineData("AMQP://mq.example.org/", "guest", "amqp://mq.example.org")]
    [InlineData("amqp://[::1]:5672/farm", "guest", "amqp://[::1]:5672/farm")]
    public void Parse_Good_IsShownWithoutItsPassword(string text, string user, string shown)
    {
        var uri = BrokerUri.Parse(text);

        Assert.Equal(user, uri.User);
        Assert.Equal(shown, uri.ToString());
        Assert.Equal(new Uri(text), uri.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("mq.example.org")]
    [InlineData("mq.example.org:5672")]
    [InlineData("amqp://")]
    [InlineData("http://ann:" + Secret + "@mq.example.org/farm")]
    [InlineData("ann:" + Secret + "@mq.example.org:5672")]
    [InlineData("amqp://ann:" + Secret + "@mq.example.org/farm/other")]
    [InlineData("amqp://ann:" + Secret + "@mq.example.org/farm?heartbeat=1")]
    [InlineData("amqp://ann:" + Secret + "@mq.example.org/farm#x")]
    [InlineData("amqp://ann:" + Secret + "@mq.example.org:99999/")]
    public void Parse_Bad_SaysWhatIsExpectedAndNoPassword(string? text)
    {
        Assert.False(BrokerUri.TryParse(text, out _, out var error));
        Assert.Matches("expected amqp://|virtual host", error);
        Assert.DoesNotContain(Secret, error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Assert.Throws<FormatException>(() => BrokerUri.Parse(text!)).ToString(), StringComparison.Ordinal);
    }
}
