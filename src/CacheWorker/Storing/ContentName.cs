using System.Diagnostics.CodeAnalysis;

namespace Wolfictl.CacheWorker.Storing;

/// <summary>The file name of a source, as melange looks it up: <c>sha256:&lt;hex&gt;</c>, else <c>sha512:&lt;hex&gt;</c> (spec/melange.md, "fetch").</summary>
public readonly record struct ContentName
{
    private const string Sha256Prefix = "sha256:";
    private const string Sha512Prefix = "sha512:";

    internal ContentName(ChecksumAlgorithm algorithm, string hex)
    {
        Algorithm = algorithm;
        Hex = hex;
    }

    /// <summary>The checksum that names the file.</summary>
    public ChecksumAlgorithm Algorithm { get; }

    /// <summary>Its digits, lower case.</summary>
    public string Hex { get; }

    /// <summary>Reads a file name; false for any other file, upper-case digits included.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ContentName name)
    {
        name = default;
        if (text is null)
        {
            return false;
        }

        var algorithm = text.StartsWith(Sha512Prefix, StringComparison.Ordinal) ? ChecksumAlgorithm.Sha512 : ChecksumAlgorithm.Sha256;
        if (algorithm == ChecksumAlgorithm.Sha256 && !text.StartsWith(Sha256Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var hex = text[Sha256Prefix.Length..];
        if (hex.Length != SourceChecksums.DigitsOf(algorithm) || !hex.All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        name = new ContentName(algorithm, hex);
        return true;
    }

    /// <summary>The file name.</summary>
    public override string ToString() => (Algorithm == ChecksumAlgorithm.Sha256 ? Sha256Prefix : Sha512Prefix) + Hex;
}
