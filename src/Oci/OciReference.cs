using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Wolfictl.Oci;

/// <summary>
/// A place for OCI content: <c>host[:port]/repository[:tag][@digest]</c> in a registry, or <c>oci:path[:tag][@digest]</c>, an image layout on disk.
/// The registry's host is always written: there is no default registry.
/// </summary>
public sealed partial record OciReference
{
    private const int MaxLength = 4096;

    private OciReference()
    {
    }

    /// <summary>Whether this is an image layout on disk.</summary>
    public bool IsLayout => LayoutPath is not null;

    /// <summary>The layout's directory as it was written; null for a registry.</summary>
    public string? LayoutPath { get; private init; }

    /// <summary><c>host[:port]</c>; null for a layout.</summary>
    public string? Registry { get; private init; }

    /// <summary>The repository within the registry; null for a layout.</summary>
    public string? Repository { get; private init; }

    /// <summary>The tag, or null.</summary>
    public string? Tag { get; internal init; }

    /// <summary>The digest, or null. When both are there, the digest says what is meant.</summary>
    public Digest? Digest { get; internal init; }

    /// <summary>The reference without tag and digest, for instance <c>localhost:5000/bundles</c> or <c>oci:/tmp/layout</c>.</summary>
    public string Name => IsLayout ? $"oci:{LayoutPath}" : $"{Registry}/{Repository}";

    /// <summary>The digest or else the tag as text, as <see cref="IOciRepository"/> takes it; null when there is neither.</summary>
    public string? TagOrDigest => Digest?.ToString() ?? Tag;

    /// <summary>A reference to a layout in <paramref name="directory"/>, which may hold any character.</summary>
    public static OciReference Layout(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return new OciReference { LayoutPath = directory };
    }

    /// <summary>Parses <paramref name="text"/>.</summary>
    /// <exception cref="OciException">Of kind <see cref="OciErrorKind.Malformed"/>; the message says what is wrong with it.</exception>
    public static OciReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var reference, out var error)
            ? reference
            : throw new OciException(OciErrorKind.Malformed, $"'{Text.Printable(text)}' is no OCI reference: {error}.") { Reference = text };
    }

    /// <summary>Parses <paramref name="text"/>; on failure <paramref name="error"/> says why, as part of a sentence.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out OciReference? reference, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        reference = null;
        error = text.Length > MaxLength ? $"it is longer than {MaxLength} characters" : null;
        if (error is not null)
        {
            return false;
        }

        var rest = text;
        Digest? digest = null;
        var at = rest.LastIndexOf('@');
        if (at >= 0 && Oci.Digest.TryParse(rest[(at + 1)..], out var parsed))
        {
            digest = parsed;
            rest = rest[..at];
        }
        else if (at >= 0 && (rest[(at + 1)..].StartsWith("sha", StringComparison.OrdinalIgnoreCase) || !rest.StartsWith("oci:", StringComparison.Ordinal)))
        {
            error = $"'{Text.Printable(rest[(at + 1)..])}' is no digest (sha256:<64 lower-case hex digits>)";
            return false;
        }

        reference = rest.StartsWith("oci:", StringComparison.Ordinal) ? ParseLayout(rest[4..], digest, out error) : ParseRegistry(rest, digest, out error);
        return reference is not null;
    }

    /// <summary>The same place with this tag, and no digest.</summary>
    /// <exception cref="OciException">Of kind <see cref="OciErrorKind.Malformed"/>: not a tag.</exception>
    public OciReference WithTag(string tag) => IsTag(tag)
        ? this with { Tag = tag, Digest = null }
        : throw new OciException(OciErrorKind.Malformed, $"'{Text.Printable(tag)}' is no tag: letters, digits, '_', '.' and '-', at most 128.") { Reference = tag };

    /// <summary>The same place with this digest, and no tag.</summary>
    public OciReference WithDigest(Digest digest) => this with { Tag = null, Digest = digest };

    /// <summary>Whether <paramref name="text"/> may be a tag (distribution-spec, Pulling manifests).</summary>
    public static bool IsTag(string? text) => text is not null && TagPattern().IsMatch(text);

    /// <summary>The text that <see cref="Parse"/> takes.</summary>
    public override string ToString() => $"{Name}{(Tag is null ? "" : $":{Tag}")}{(Digest is null ? "" : $"@{Digest}")}";

    private static OciReference? ParseLayout(string rest, Digest? digest, out string? error)
    {
        string? tag = null;
        var colon = rest.LastIndexOf(':');
        if (colon > rest.LastIndexOf('/') && IsTag(rest[(colon + 1)..]))
        {
            tag = rest[(colon + 1)..];
            rest = rest[..colon];
        }

        error = rest.Length == 0 ? "the path of the layout is missing after 'oci:'"
            : rest.Contains('\0', StringComparison.Ordinal) ? "the path holds a NUL"
            : null;
        return error is null ? new OciReference { LayoutPath = rest, Tag = tag, Digest = digest } : null;
    }

    private static OciReference? ParseRegistry(string rest, Digest? digest, out string? error)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? "" : rest[..slash];
        if (!HostPattern().IsMatch(host) || (host != "localhost" && !host.AsSpan().ContainsAny('.', ':')) || !Uri.TryCreate($"https://{host}", UriKind.Absolute, out _))
        {
            error = "it does not begin with a registry's host (host[:port]/repository; a layout on disk is oci:path)";
            return null;
        }

        var repository = rest[(slash + 1)..];
        string? tag = null;
        var colon = repository.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            tag = repository[(colon + 1)..];
            repository = repository[..colon];
        }

        error = repository.Length is 0 or > 255 || !RepositoryPattern().IsMatch(repository)
                ? $"'{Text.Printable(repository)}' is no repository (lower-case letters and digits, parts separated by '/', '.', '_' or '-')"
            : tag is not null && !IsTag(tag) ? $"'{Text.Printable(tag)}' is no tag (letters, digits, '_', '.' and '-', at most 128)"
            : null;
        return error is null ? new OciReference { Registry = host, Repository = repository, Tag = tag, Digest = digest } : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryPattern();
}
