using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>How a build, or the job of one architecture, ended.</summary>
[JsonConverter(typeof(TolerantEnumConverter<BuildOutcome>))]
public enum BuildOutcome
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>All that was planned is there.</summary>
    Succeeded,

    /// <summary>Something that was planned is not there; the reason tells why.</summary>
    Failed,

    /// <summary>Withdrawn before it was done.</summary>
    Cancelled,
}
