using System.Net;

namespace Wolfictl.Kubernetes;

/// <summary>
/// The root of this library's exceptions. It does not cover cancellation (<see cref="OperationCanceledException"/>) nor wrong arguments
/// (<see cref="ArgumentException"/>). Messages name the server and never contain credentials.
/// </summary>
public sealed class KubernetesException : Exception
{
    /// <summary>An exception of no kind; prefer the constructor that takes one.</summary>
    public KubernetesException()
        : this(KubernetesErrorKind.Unknown, "A Kubernetes operation failed.")
    {
    }

    /// <summary>An exception of no kind; prefer the constructor that takes one.</summary>
    public KubernetesException(string message)
        : this(KubernetesErrorKind.Unknown, message)
    {
    }

    /// <summary>An exception of no kind; prefer the constructor that takes one.</summary>
    public KubernetesException(string message, Exception? innerException)
        : this(KubernetesErrorKind.Unknown, message, innerException)
    {
    }

    /// <summary>What happened, where, and what to do next, with its kind for programs.</summary>
    public KubernetesException(KubernetesErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What kind of failure it is.</summary>
    public KubernetesErrorKind Kind { get; }

    /// <summary>The server's address; null where none was involved.</summary>
    public Uri? Server { get; init; }

    /// <summary>The status of the answer; null where none came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The server's own word for it (meta/v1 Status, <c>reason</c>), such as <c>AlreadyExists</c>; null where it said none.</summary>
    public string? Reason { get; init; }

    /// <summary>What the refusal was about; null where the server did not say.</summary>
    public StatusDetails? Details { get; init; }

    /// <summary>Whether the same may succeed later without anybody's doing.</summary>
    public bool MayPass => Kind is KubernetesErrorKind.TooManyRequests or KubernetesErrorKind.Timeout or KubernetesErrorKind.ServerError
        or KubernetesErrorKind.Unreachable or KubernetesErrorKind.Malformed or KubernetesErrorKind.Gone;
}
