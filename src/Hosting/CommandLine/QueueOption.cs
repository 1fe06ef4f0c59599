using System.CommandLine;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Hosting.CommandLine;

/// <summary><c>--queue</c>, or <c>WOLFICTL_QUEUE</c>: where a password belongs, since anyone on the machine can read arguments.</summary>
public sealed class QueueOption : Option<string>
{
    /// <summary>The variable that stands for the flag.</summary>
    public const string Variable = "WOLFICTL_QUEUE";

    /// <summary>The flag, as every command has it.</summary>
    public QueueOption()
        : base("--queue")
    {
        Description = $"RabbitMQ, as amqp://user:password@host:5672/vhost or amqps://… [env {Variable}, the better place for a password]";
        HelpName = "URI";
    }

    /// <summary>The broker that was asked for; none if neither flag nor variable is given.</summary>
    /// <exception cref="CommandException">It is no AMQP URI.</exception>
    public BrokerUri? Read(ParseResult parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        var flag = parse.GetValue(this);
        var text = flag ?? Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return BrokerUri.TryParse(text, out var broker, out var error)
            ? broker
            : throw new CommandException(ExitCodes.Usage, $"{(flag is null ? Variable : Name)} can't be used: {error}.");
    }
}
