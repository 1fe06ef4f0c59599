namespace Wolfictl.Kubernetes;

/// <summary>What kind of failure a <see cref="KubernetesException"/> is, for programs.</summary>
public enum KubernetesErrorKind
{
    /// <summary>No kind was given, or the server's refusal has no kind here.</summary>
    Unknown,

    /// <summary>The object, its namespace or its kind does not exist (404).</summary>
    NotFound,

    /// <summary>An object of that name exists (409).</summary>
    AlreadyExists,

    /// <summary>The object is not in the state that was asked for, for instance by a precondition (409).</summary>
    Conflict,

    /// <summary>Who asks is known and may not do it (403).</summary>
    Forbidden,

    /// <summary>The credentials are missing, wrong or out of date (401).</summary>
    Unauthorized,

    /// <summary>The object is refused for its content (422).</summary>
    Invalid,

    /// <summary>The request makes no sense to the server, or not yet: logs of a container that has not started (400).</summary>
    BadRequest,

    /// <summary>The server asks for fewer requests, and went on asking (429).</summary>
    TooManyRequests,

    /// <summary>The state that was asked for has been forgotten: list again (410).</summary>
    Gone,

    /// <summary>No answer came in time, from the server or from what is behind it (408, 504).</summary>
    Timeout,

    /// <summary>The server failed (5xx).</summary>
    ServerError,

    /// <summary>No connection to the server, none that can be trusted, or it was cut.</summary>
    Unreachable,

    /// <summary>The kubeconfig, a file that it names, or a plugin cannot be used.</summary>
    Configuration,

    /// <summary>The answer is not in its format.</summary>
    Malformed,

    /// <summary>The answer is longer than is accepted.</summary>
    TooLarge,
}
