using System.IO.Compression;
using System.Security.Cryptography;

namespace Wolfictl.Melange.Apk;

/// <summary>
/// The gzip member that stands before what it signs: a tar of <c>.SIGN.RSA.&lt;key&gt;</c> (SHA-1) and <c>.SIGN.RSA256.&lt;key&gt;</c> (SHA-256).
/// It signs all the bytes that follow it, so that nothing unsigned can be put behind.
/// </summary>
internal static class SignatureMember
{
    private const string Prefix = ".SIGN.";
    private const int LargestMember = 256 * 1024;
    private const int LargestSignature = 8 * 1024;
    private const int TrailerBytes = 8;

    /// <summary>The signatures by the names of their entries, and where what they sign begins; none and 0 for an unsigned file.</summary>
    public static Dictionary<string, byte[]> Read(byte[] file, out int end)
    {
        var signatures = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        end = 0;
        using var compressed = new ByteByByteStream(file, GzipHeader.Length(file, 0));
        using var member = new DeflateStream(compressed, CompressionMode.Decompress);
        var tar = new TarEntries(member, LargestMember);
        for (var first = true; tar.Next() is { } entry; first = false)
        {
            if (!entry.Name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                return first ? signatures : throw new InvalidDataException("its signature stands together with something else.");
            }

            signatures[entry.Name] = tar.ReadAll(LargestSignature);
        }

        end = (int)compressed.Position + TrailerBytes;
        return end <= file.Length ? signatures : throw new InvalidDataException("it ends within its signature.");
    }

    /// <summary>The name of the key that signed.</summary>
    /// <exception cref="ApkIndexException">None of the keys did.</exception>
    public static string Verify(Dictionary<string, byte[]> signatures, ReadOnlySpan<byte> signed, IReadOnlyList<ApkKey> keys)
    {
        if (signatures.Count == 0)
        {
            throw new ApkIndexException("The index is not signed, and keys were given that it should be signed with.");
        }

        var known = false;
        foreach (var key in keys)
        {
            foreach (var (entry, hash) in new[] { ($".SIGN.RSA256.{key.Name}", HashAlgorithmName.SHA256), ($".SIGN.RSA.{key.Name}", HashAlgorithmName.SHA1) })
            {
                if (!signatures.TryGetValue(entry, out var signature))
                {
                    continue;
                }

                known = true;
                if (key.Verify(signed, signature, hash))
                {
                    return key.Name;
                }
            }
        }

        var names = string.Join(", ", signatures.Keys.Take(5).Select(Excerpt.Of));
        throw new ApkIndexException(known
            ? $"The signature of the index is wrong ({names}): it was changed after it was signed, or the key is another one of the same name."
            : $"The index is signed ({names}), but not with any of the keys given ({string.Join(", ", keys.Select(key => key.Name))}).");
    }
}
