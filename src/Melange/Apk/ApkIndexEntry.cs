namespace Wolfictl.Melange.Apk;

/// <summary>One package of an index (spec/melange.md, "APKINDEX.tar.gz").</summary>
public sealed record ApkIndexEntry
{
    /// <summary><c>P</c>: the package or subpackage.</summary>
    public required string Name { get; init; }

    /// <summary><c>V</c>: its version, epoch included.</summary>
    public required string Version { get; init; }

    /// <summary><c>A</c>: its architecture; empty where nothing is said.</summary>
    public string Architecture { get; init; } = "";

    /// <summary><c>S</c>: the size of the apk file in bytes.</summary>
    public long Size { get; init; }

    /// <summary><c>o</c>: the package whose build made it; empty where nothing is said.</summary>
    public string Origin { get; init; } = "";

    /// <summary><c>p</c>: what it provides, with versions.</summary>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary><c>D</c>: what it needs when installed, with versions.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary><c>k</c>: its provider priority.</summary>
    public long ProviderPriority { get; init; }

    /// <summary><c>c</c>: the commit it was built from; empty where nothing is said.</summary>
    public string Commit { get; init; } = "";

    /// <summary><c>t</c>: when it was built; null where nothing is said.</summary>
    public DateTimeOffset? BuildTime { get; init; }

    /// <summary><c>C</c>: the checksum of its control part, as written; empty where nothing is said.</summary>
    public string Checksum { get; init; } = "";

    /// <summary><c>&lt;name&gt;-&lt;version&gt;.apk</c>.</summary>
    public string ApkFileName => $"{Name}-{Version}.apk";
}
