using System.Security.Cryptography;
using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.CacheWorker.Tests.Storing;

/// <summary>Checksums of content, computed by other code than the code under test.</summary>
internal static class Sums
{
    public static SourceChecksums Of(ReadOnlySpan<byte> content) => SourceChecksums.Create(Sha256(content), null);

    public static SourceChecksums Both(ReadOnlySpan<byte> content) => SourceChecksums.Create(Sha256(content), Sha512(content));

    public static SourceChecksums Only512(ReadOnlySpan<byte> content) => SourceChecksums.Create(null, Sha512(content));

    public static string Sha256(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string Sha512(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA512.HashData(content));

    /// <summary>Files of a folder under a final name whose bytes are not what the name says.</summary>
    public static IReadOnlyList<string> WrongFiles(string folder) =>
        [.. Directory.EnumerateFiles(folder).Where(path => ContentName.TryParse(Path.GetFileName(path), out var name) && Hash(name, File.ReadAllBytes(path)) != name.Hex)];

    public static IReadOnlyList<string> Partials(string folder) => [.. Directory.EnumerateFiles(Path.Combine(folder, ".partial")).Select(path => Path.GetFileName(path)!)];

    private static string Hash(ContentName name, byte[] content) => name.Algorithm == ChecksumAlgorithm.Sha256 ? Sha256(content) : Sha512(content);
}
