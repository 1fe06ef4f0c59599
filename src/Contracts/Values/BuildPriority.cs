using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>Which of the builds that wait is started first.</summary>
[JsonConverter(typeof(TolerantEnumConverter<BuildPriority>))]
public enum BuildPriority
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>After the others: mass rebuilds.</summary>
    Low,

    /// <summary>The default.</summary>
    Normal,

    /// <summary>Before the others: a security fix.</summary>
    High,
}
