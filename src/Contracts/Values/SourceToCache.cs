namespace Wolfictl.Contracts;

/// <summary>A source named outright, with at least one checksum.</summary>
public sealed record SourceToCache
{
    /// <summary>Where it comes from: http or https.</summary>
    public required string Uri { get; init; }

    /// <summary>Its sha256, 64 hexadecimal digits.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Its sha512, 128 hexadecimal digits.</summary>
    public string? Sha512 { get; init; }
}
