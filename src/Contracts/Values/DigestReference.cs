using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Wolfictl.Contracts;

/// <summary>
/// Something in OCI, by digest: <c>registry[:port]/repository@sha256:&lt;hex&gt;</c>, or <c>oci:/path/of/an/image/layout@sha256:&lt;hex&gt;</c> in the embedded mode.
/// Never a tag: what it names can't change.
/// </summary>
[JsonConverter(typeof(ParsableStringConverter<DigestReference>))]
public readonly partial record struct DigestReference : IParsable<DigestReference>
{
    private const string LayoutPrefix = "oci:";
    private readonly string? _repository;
    private readonly string? _digest;

    private DigestReference(string repository, string digest)
    {
        _repository = repository;
        _digest = digest;
    }

    /// <summary>The part before <c>@</c>: <c>registry/repository</c>, or <c>oci:/path</c>.</summary>
    public string Repository => _repository ?? "";

    /// <summary><c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
    public string Digest => _digest ?? "";

    /// <summary>An image layout on this machine's disk, not a registry.</summary>
    public bool IsLayout => Repository.StartsWith(LayoutPrefix, StringComparison.Ordinal);

    /// <summary>Joins a repository and a digest.</summary>
    /// <exception cref="FormatException">One of the two is malformed.</exception>
    public static DigestReference Of(string repository, string digest) => Parse($"{repository}@{digest}");

    /// <inheritdoc />
    public static DigestReference Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var reference)
            ? reference
            : throw new FormatException($"'{Shown.Of(s)}' is no reference by digest: expected registry/repository@sha256:<64 hexadecimal digits>.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DigestReference result)
    {
        result = default;
        var at = s?.LastIndexOf('@') ?? -1;
        if (s is not { Length: <= 1024 } || at <= 0 || !DigestPattern().IsMatch(s.AsSpan(at + 1)))
        {
            return false;
        }

        var repository = s[..at];
        var ok = repository.StartsWith(LayoutPrefix + "/", StringComparison.Ordinal)
            ? !repository.Any(char.IsControl) && !repository.Split('/').Any(segment => segment is "." or "..")
            : RepositoryPattern().IsMatch(repository);
        result = ok ? new DigestReference(repository, s[(at + 1)..]) : default;
        return ok;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Repository}@{Digest}";

    [GeneratedRegex(@"\Asha256:[0-9a-f]{64}\z")]
    private static partial Regex DigestPattern();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)+\z")]
    private static partial Regex RepositoryPattern();
}
