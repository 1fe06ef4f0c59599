using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Wolfictl.Melange.Tests.Apk;

/// <summary>Makes indexes as <c>apk index</c> and <c>abuild-sign</c> make them.</summary>
internal static class IndexBuilder
{
    public static byte[] Index(string records, string description = "test") =>
        Gzip([.. Entry("DESCRIPTION", Encoding.UTF8.GetBytes(description)), .. Entry("APKINDEX", Encoding.UTF8.GetBytes(records)), .. new byte[1024]]);

    public static byte[] Sign(byte[] index, RSA key, string entry, HashAlgorithmName hash) =>
        [.. Gzip(Entry(entry, key.SignData(index, hash, RSASignaturePadding.Pkcs1))), .. index];

    public static byte[] Gzip(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, level, true))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    public static byte[] Entry(string name, byte[] content, string? size = null)
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes("0000644\0").CopyTo(header, 100);
        Encoding.ASCII.GetBytes(size ?? Convert.ToString(content.Length, 8).PadLeft(11, '0') + "\0").CopyTo(header, 124);
        header[156] = (byte)'0';
        Encoding.ASCII.GetBytes("ustar\000").CopyTo(header, 257);
        return [.. header, .. content, .. new byte[(512 - (content.Length % 512)) % 512]];
    }
}
