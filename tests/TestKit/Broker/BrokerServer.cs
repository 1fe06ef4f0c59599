namespace Wolfictl.TestKit.Broker;

/// <summary>The RabbitMQ server of this test run, as the environment names it.</summary>
public sealed record BrokerServer
{
    /// <summary>Names the server: <c>amqp://user:password@host:port/</c>.</summary>
    public const string AmqpVariable = "WOLFICTL_TEST_AMQP";

    /// <summary>Names its management interface: <c>http://user:password@host:port</c>. Without it, port 15672 of the same host and user.</summary>
    public const string ManagementVariable = "WOLFICTL_TEST_AMQP_MANAGEMENT";

    public required Uri Amqp { get; init; }

    public required Uri Management { get; init; }

    public string User => Uri.UnescapeDataString(Management.UserInfo.Split(':', 2)[0]);

    public string Password => Uri.UnescapeDataString(Management.UserInfo.Split(':', 2).ElementAtOrDefault(1) ?? "");

    /// <summary>The server that the environment names, or null if it names none.</summary>
    /// <exception cref="UriFormatException">A variable holds something that is no URI.</exception>
    public static BrokerServer? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(AmqpVariable) is not { Length: > 0 } amqp)
        {
            return null;
        }

        var server = new Uri(amqp);
        var management = Environment.GetEnvironmentVariable(ManagementVariable) is { Length: > 0 } named
            ? named
            : $"http://{(server.UserInfo.Length > 0 ? server.UserInfo : "guest:guest")}@{server.Host}:15672";
        return new BrokerServer { Amqp = server, Management = new Uri(management) };
    }

    /// <summary>The server's URI with a virtual host as its path.</summary>
    public Uri AmqpOf(string virtualHost) => new UriBuilder(Amqp) { Path = "/" + Uri.EscapeDataString(virtualHost) }.Uri;
}
