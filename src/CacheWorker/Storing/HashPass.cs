using System.Security.Cryptography;

namespace Wolfictl.CacheWorker.Storing;

/// <summary>Hashes bytes as they pass, with the algorithms asked for and no other: sha512 costs three times what sha256 does.</summary>
internal sealed class HashPass(bool sha256, bool sha512) : IDisposable
{
    private readonly IncrementalHash? _sha256 = sha256 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private readonly IncrementalHash? _sha512 = sha512 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA512) : null;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _sha256?.AppendData(bytes);
        _sha512?.AppendData(bytes);
    }

    /// <summary>The digests; the next byte starts anew.</summary>
    public Digests Finish() => new(Hex(_sha256), Hex(_sha512));

    public void Dispose()
    {
        _sha256?.Dispose();
        _sha512?.Dispose();
    }

    private static string? Hex(IncrementalHash? hash)
    {
        if (hash is null)
        {
            return null;
        }

        Span<byte> digest = stackalloc byte[64];
        return Convert.ToHexStringLower(digest[..hash.GetHashAndReset(digest)]);
    }
}
