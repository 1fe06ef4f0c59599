namespace Wolfictl.Oci;

/// <summary>What kind of failure an <see cref="OciException"/> is, for programs.</summary>
public enum OciErrorKind
{
    /// <summary>No kind was given.</summary>
    Unknown,

    /// <summary>The blob, manifest, tag, repository or file does not exist.</summary>
    NotFound,

    /// <summary>Credentials are missing, wrong, or do not suffice.</summary>
    Unauthorized,

    /// <summary>No server answered, or it went on answering that it cannot now. Trying later may help.</summary>
    Unreachable,

    /// <summary>Bytes are not what their digest or size says.</summary>
    DigestMismatch,

    /// <summary>The server, or a rule of this library, does not accept what was asked.</summary>
    Refused,

    /// <summary>A limit on bytes or entries was passed.</summary>
    TooLarge,

    /// <summary>Content is not in its format: JSON, a manifest, a tar archive, a reference.</summary>
    Malformed,

    /// <summary>A local file or directory cannot be read or written.</summary>
    Unreadable,
}
