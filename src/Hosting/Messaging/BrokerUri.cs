using System.Diagnostics.CodeAnalysis;

namespace Wolfictl.Hosting.Messaging;

/// <summary>
/// Where RabbitMQ is: <c>amqp://user:password@host:port/vhost</c> or <c>amqps://…</c> (RabbitMQ URI specification).
/// Shown without its password, always.
/// </summary>
public sealed class BrokerUri
{
    private BrokerUri(Uri value) => Value = value;

    /// <summary>The URI with its password: for the client library alone.</summary>
    public Uri Value { get; }

    /// <summary>The user that the connection is made as; <c>guest</c> where the URI names none.</summary>
    public string User => Value.UserInfo.Length == 0 ? "guest" : Uri.UnescapeDataString(Value.UserInfo.Split(':')[0]);

    /// <summary>Takes an AMQP URI.</summary>
    /// <exception cref="FormatException">It is none; the message says what is expected and shows no password.</exception>
    public static BrokerUri Parse(string text) => TryParse(text, out var uri, out var error) ? uri : throw new FormatException(error);

    /// <summary>As <see cref="Parse"/>, telling why instead of throwing.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BrokerUri? uri, [NotNullWhen(false)] out string? error)
    {
        uri = null;
        error = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var parsed) || parsed.Host.Length == 0)
        {
            error = "it is no URI; expected amqp://user:password@host:5672/vhost or amqps://…";
        }
        else if (parsed.Scheme is not ("amqp" or "amqps"))
        {
            error = $"its scheme is '{parsed.Scheme}'; expected amqp://user:password@host:5672/vhost or amqps://…";
        }
        else if (parsed.Query.Length > 0 || parsed.Fragment.Length > 0 || parsed.AbsolutePath.TrimStart('/').Contains('/', StringComparison.Ordinal))
        {
            error = "only a virtual host may follow the port; write a slash in its name as %2f";
        }
        else
        {
            uri = new BrokerUri(parsed);
        }

        return error is null;
    }

    /// <summary>The URI with its password replaced.</summary>
    public override string ToString() =>
        $"{Value.Scheme}://{(Value.UserInfo.Length == 0 ? "" : $"{User}:***@")}{Value.Authority.Split('@')[^1]}{(Value.AbsolutePath == "/" ? "" : Value.AbsolutePath)}";
}
