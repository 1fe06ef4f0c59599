namespace Wolfictl.Oci;

/// <summary>
/// The root of this library's exceptions: registries, layouts, bundles and archives. It does not cover cancellation
/// (<see cref="OperationCanceledException"/>), wrong arguments (<see cref="ArgumentException"/>), nor failures to write a caller's own stream.
/// Messages never contain credentials.
/// </summary>
public class OciException : Exception
{
    /// <summary>An exception of no kind; prefer the constructor that takes one.</summary>
    public OciException()
        : this(OciErrorKind.Unknown, "An OCI operation failed.")
    {
    }

    /// <summary>An exception of no kind; prefer the constructor that takes one.</summary>
    public OciException(string message)
        : this(OciErrorKind.Unknown, message)
    {
    }

    /// <summary>An exception of no kind; prefer the constructor that takes one.</summary>
    public OciException(string message, Exception? innerException)
        : this(OciErrorKind.Unknown, message, innerException)
    {
    }

    /// <summary>What happened, where, and what to do next, with its kind for programs.</summary>
    public OciException(OciErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What kind of failure it is.</summary>
    public OciErrorKind Kind { get; }

    /// <summary><c>host[:port]</c> of the registry; null for layouts and local failures.</summary>
    public string? Registry { get; init; }

    /// <summary>The repository within the registry, or the layout's path; null when none was involved.</summary>
    public string? Repository { get; init; }

    /// <summary>The tag or digest that was asked for; null when none was involved.</summary>
    public string? Reference { get; init; }
}
