using System.Security.Cryptography;
using System.Text;

namespace Wolfictl.Melange.Apk;

/// <summary>A public key that indexes may be signed with. A signature names its key by the name of the key's file.</summary>
public sealed class ApkKey
{
    private const int LargestFile = 64 * 1024;
    private const int LeastBits = 2048;
    private readonly byte[] _publicKey;

    private ApkKey(string name, byte[] publicKey)
    {
        Name = name;
        _publicKey = publicKey;
    }

    /// <summary>The key's file name, such as <c>wolfi-signing.rsa.pub</c>.</summary>
    public string Name { get; }

    /// <summary>Reads a key from the text of a PEM file.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="pem">Its text.</param>
    /// <exception cref="ApkIndexException">It holds no RSA public key of at least 2048 bits.</exception>
    public static ApkKey Parse(string name, string pem)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        using var rsa = RSA.Create();
        try
        {
            if (pem.Contains("PRIVATE", StringComparison.Ordinal))
            {
                throw new ApkIndexException($"The key {name} is a private one: its public half (.rsa.pub) is wanted.");
            }

            rsa.ImportFromPem(pem);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new ApkIndexException($"The key {name} is not an RSA public key in PEM.", e);
        }

        return rsa.KeySize >= LeastBits
            ? new ApkKey(name, rsa.ExportSubjectPublicKeyInfo())
            : throw new ApkIndexException($"The key {name} has {rsa.KeySize} bits; at least {LeastBits} are wanted.");
    }

    /// <summary>Reads a key from a PEM file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ApkIndexException">It cannot be read or holds no RSA public key.</exception>
    public static ApkKey Load(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length > LargestFile
                ? throw new ApkIndexException($"The key {path} has {file.Length} bytes; a key has far fewer than {LargestFile}.")
                : Parse(file.Name, file is { Exists: true, Length: 0 } ? "" : File.ReadAllText(path, Encoding.ASCII));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApkIndexException($"The key {path} cannot be read: {e.Message}", e);
        }
    }

    internal bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(_publicKey, out _);
        return rsa.VerifyData(data, signature, hash, RSASignaturePadding.Pkcs1);
    }
}
