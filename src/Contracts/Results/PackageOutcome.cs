using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>What became of one package on one architecture.</summary>
[JsonConverter(typeof(TolerantEnumConverter<PackageOutcome>))]
public enum PackageOutcome
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>Made by this build.</summary>
    Built,

    /// <summary>It was there before: in a repository, or in the directory.</summary>
    AlreadyThere,

    /// <summary>Its own build failed.</summary>
    Failed,

    /// <summary>Not there because something that it needs failed.</summary>
    Blocked,

    /// <summary>The build ended before its turn.</summary>
    NotTried,
}
