using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Wolfictl.Oci;

/// <summary>
/// A content digest, <c>sha256:&lt;64 hex&gt;</c> or <c>sha512:&lt;128 hex&gt;</c>, lower case (image-spec, descriptor.md, Digests).
/// Other algorithms are not registered and are refused.
/// </summary>
[JsonConverter(typeof(DigestJsonConverter))]
public readonly record struct Digest
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private Digest(string text) => _text = text;

    /// <summary><c>sha256</c> or <c>sha512</c>; empty for a default value.</summary>
    public string Algorithm => _text is null ? "" : _text[..6];

    /// <summary>The lower-case hexadecimal part, 64 or 128 characters; empty for a default value.</summary>
    public string Hex => _text is null ? "" : _text[7..];

    /// <summary>Parses <paramref name="text"/>.</summary>
    /// <exception cref="FormatException">It is no sha256 or sha512 digest in lower-case hexadecimal.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new FormatException($"'{Text.Printable(text)}' is no digest; write sha256:<64 lower-case hex digits> or sha512:<128>.");

    /// <summary>Parses <paramref name="text"/>; false when it is no digest.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        var length = text switch
        {
            null => 0,
            _ when text.StartsWith("sha256:", StringComparison.Ordinal) => 7 + 64,
            _ when text.StartsWith("sha512:", StringComparison.Ordinal) => 7 + 128,
            _ => 0,
        };
        if (text is null || length == 0 || text.Length != length || text.AsSpan(7).ContainsAnyExcept(HexDigits))
        {
            return false;
        }

        digest = new Digest(text);
        return true;
    }

    /// <summary>The sha256 digest of <paramref name="content"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return FromHash("sha256", hash);
    }

    /// <summary>The sha256 digest of what is left in <paramref name="content"/>, and how many bytes that was.</summary>
    public static async Task<(Digest Digest, long Size)> OfAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        long size = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            size += read;
        }

        return (FromHash("sha256", hash.GetHashAndReset()), size);
    }

    /// <summary>The digest's text; empty for a default value.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>A running hash of this digest's algorithm.</summary>
    internal IncrementalHash CreateHash() =>
        IncrementalHash.CreateHash(Algorithm == "sha512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256);

    /// <summary>Whether <paramref name="hash"/>, the output of <see cref="CreateHash"/>, is this digest.</summary>
    internal bool Matches(ReadOnlySpan<byte> hash) => FromHash(Algorithm, hash) == this;

    internal static Digest FromHash(string algorithm, ReadOnlySpan<byte> hash) => new($"{algorithm}:{Convert.ToHexStringLower(hash)}");
}
