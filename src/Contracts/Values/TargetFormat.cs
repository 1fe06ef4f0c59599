using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>The form of the targets in the directory's Makefile.</summary>
[JsonConverter(typeof(TolerantEnumConverter<TargetFormat>))]
public enum TargetFormat
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary><c>Package</c> if the Makefile has a rule for <c>package/%</c> or <c>package/&lt;name&gt;</c>, else <c>Apk</c>.</summary>
    Auto,

    /// <summary><c>packages/&lt;arch&gt;/&lt;name&gt;-&lt;version&gt;-r&lt;epoch&gt;.apk</c>.</summary>
    Apk,

    /// <summary><c>package/&lt;name&gt;</c>.</summary>
    Package,
}
