using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>How a cache request ended.</summary>
[JsonConverter(typeof(TolerantEnumConverter<CacheOutcome>))]
public enum CacheOutcome
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>Every source that can be covered is in the bundle.</summary>
    Succeeded,

    /// <summary>At least one source is not; the bundle, where there is one, holds the others.</summary>
    Failed,
}
