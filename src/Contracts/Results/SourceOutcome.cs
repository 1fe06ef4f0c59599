using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>What became of one source.</summary>
[JsonConverter(typeof(TolerantEnumConverter<SourceOutcome>))]
public enum SourceOutcome
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>Fetched and verified by this request.</summary>
    Fetched,

    /// <summary>It was in the store, verified.</summary>
    AlreadyThere,

    /// <summary>A file cache can't hold it: no checksum by intent (<c>expected-none</c>), or a git checkout.</summary>
    NotCoverable,

    /// <summary>Not there; the reason tells why.</summary>
    Failed,
}
