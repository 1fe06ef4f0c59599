namespace Wolfictl.CacheWorker.Storing;

/// <summary>What a source's bytes must hash to: at least one checksum; where both are given, both are verified.</summary>
public sealed record SourceChecksums
{
    private SourceChecksums(string? sha256, string? sha512)
    {
        Sha256 = sha256;
        Sha512 = sha512;
    }

    /// <summary>64 hexadecimal digits, lower case.</summary>
    public string? Sha256 { get; }

    /// <summary>128 hexadecimal digits, lower case.</summary>
    public string? Sha512 { get; }

    /// <summary>The name the source is stored under; sha256 wins where both are there.</summary>
    public ContentName Name => Sha256 is not null
        ? new ContentName(ChecksumAlgorithm.Sha256, Sha256)
        : new ContentName(ChecksumAlgorithm.Sha512, Sha512!);

    /// <summary>Checksums from text; digits are lower-cased, an empty text is none.</summary>
    /// <exception cref="ChecksumException">None is given, or one has the wrong length or a character that is no digit.</exception>
    public static SourceChecksums Create(string? sha256, string? sha512)
    {
        var first = Read(sha256, ChecksumAlgorithm.Sha256);
        var second = Read(sha512, ChecksumAlgorithm.Sha512);
        return first is null && second is null
            ? throw new ChecksumException("the source has no checksum; give expected-sha256 or expected-sha512, or expected-none if it can't have one")
            : new SourceChecksums(first, second);
    }

    internal static int DigitsOf(ChecksumAlgorithm algorithm) => algorithm == ChecksumAlgorithm.Sha256 ? 64 : 128;

    /// <summary>Whether these digests are the ones wanted; a digest that was not computed does not match.</summary>
    internal bool Match(Digests actual) =>
        (Sha256 is null || Sha256 == actual.Sha256) && (Sha512 is null || Sha512 == actual.Sha512);

    /// <summary>The first checksum that differs, as "expected sha256 …, got …".</summary>
    internal string Difference(Digests actual) => Sha256 is not null && Sha256 != actual.Sha256
        ? $"expected sha256 {Sha256}, got {actual.Sha256 ?? "none"}"
        : $"expected sha512 {Sha512}, got {actual.Sha512 ?? "none"}";

    private static string? Read(string? text, ChecksumAlgorithm algorithm)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var name = algorithm == ChecksumAlgorithm.Sha256 ? "sha256" : "sha512";
        var digits = DigitsOf(algorithm);
        if (text.Length != digits)
        {
            throw new ChecksumException($"a {name} has {digits} hexadecimal digits, this one has {text.Length}: {Shown.Text(text)}");
        }

        return text.All(char.IsAsciiHexDigit)
            ? text.ToLowerInvariant()
            : throw new ChecksumException($"a {name} has {digits} hexadecimal digits, this one has other characters: {Shown.Text(text)}");
    }
}
