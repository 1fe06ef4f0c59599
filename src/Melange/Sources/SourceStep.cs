namespace Wolfictl.Melange.Sources;

/// <summary>One step that gets a source, with every variable substituted (spec/melange.md, "fetch").</summary>
public sealed record SourceStep
{
    /// <summary>How it gets it.</summary>
    public required SourceKind Kind { get; init; }

    /// <summary>The package.</summary>
    public required string Package { get; init; }

    /// <summary>The subpackage whose pipeline it is in; null for the main pipeline.</summary>
    public string? Subpackage { get; init; }

    /// <summary>Where the source is.</summary>
    public required string Uri { get; init; }

    /// <summary>SHA-256 in lower-case hex; null where none is given.</summary>
    public string? Sha256 { get; init; }

    /// <summary>SHA-512 in lower-case hex; null where none is given.</summary>
    public string? Sha512 { get; init; }

    /// <summary>Whether the step says that there is no checksum.</summary>
    public bool ExpectedNone { get; init; }

    /// <summary>The commit that a checkout expects; null where none is given.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether the source is unpacked.</summary>
    public bool Extract { get; init; } = true;

    /// <summary>The directory it goes to, as given; null where none is.</summary>
    public string? Directory { get; init; }

    /// <summary>The file that the step stands in, relative to the directory of configurations.</summary>
    public required string File { get; init; }

    /// <summary>Its line there.</summary>
    public required int Line { get; init; }

    /// <summary>Such as <c>step 2.1 (fetch)</c>.</summary>
    public required string Step { get; init; }

    /// <summary>The architectures whose builds have the step, as melange names them, in the order asked for.</summary>
    public required IReadOnlyList<string> Architectures { get; init; }

    /// <summary>The name under which melange looks for the file in its cache, <c>sha256:&lt;hex&gt;</c> before <c>sha512:&lt;hex&gt;</c>; null where no cache can hold it.</summary>
    public string? CacheName => Sha256 is not null ? $"sha256:{Sha256}" : Sha512 is not null ? $"sha512:{Sha512}" : null;
}
