using System.Security.Cryptography;
using System.Text;
using Wolfictl.Melange.Apk;

namespace Wolfictl.Melange.Tests.Apk;

public sealed class ApkIndexTests : IDisposable
{
    private const string Records = """
        C:Q1abcdefghijklmnopqrstuvwxyz0=
        P:brotli
        V:1.0.9-r2
        A:x86_64
        S:12345
        I:67890
        T:a generic compressor: fast
        U:https://example.org
        L:MIT
        o:brotli
        m:someone
        t:1680000000
        c:0123456789abcdef
        k:10
        D:libbrotlicommon1 so:libc.so.6>=2.3
        p:cmd:brotli=1.0.9-r2 brotli-tool

        P:brotli-dev
        V:1.0.9-r2
        A:x86_64
        o:brotli

        """;

    private readonly RSA _rsa = RSA.Create(2048);

    private ApkKey Key => ApkKey.Parse("test.rsa.pub", _rsa.ExportSubjectPublicKeyInfoPem());

    public void Dispose() => _rsa.Dispose();

    [Fact]
    public void Read_Unsigned_HasEveryField()
    {
        var index = Read(IndexBuilder.Index(Records, "v1 test"));

        Assert.Equal(["brotli-1.0.9-r2.apk", "brotli-dev-1.0.9-r2.apk"], index.Entries.Select(entry => entry.ApkFileName));
        var entry = index.Entries[0];
        Assert.Equal(("x86_64", 12345L, "brotli", 10L, "0123456789abcdef"), (entry.Architecture, entry.Size, entry.Origin, entry.ProviderPriority, entry.Commit));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1680000000), entry.BuildTime);
        Assert.Equal(["cmd:brotli=1.0.9-r2", "brotli-tool"], entry.Provides);
        Assert.Equal(["libbrotlicommon1", "so:libc.so.6>=2.3"], entry.Needs);
        Assert.Equal("Q1abcdefghijklmnopqrstuvwxyz0=", entry.Checksum);
        Assert.Equal("v1 test", index.Description);
        Assert.Null(index.SignedBy);
        Assert.True(index.Contains("brotli-dev-1.0.9-r2.apk"));
        Assert.False(index.Contains("brotli-dev-1.0.9-r1.apk"));
    }

    [Theory]
    [InlineData(".SIGN.RSA.test.rsa.pub", "SHA1")]
    [InlineData(".SIGN.RSA256.test.rsa.pub", "SHA256")]
    public void Read_Signed_IsVerified(string entry, string hash)
    {
        var signed = IndexBuilder.Sign(IndexBuilder.Index(Records), _rsa, entry, new HashAlgorithmName(hash));

        Assert.Equal("test.rsa.pub", Read(signed, [Key]).SignedBy);
        Assert.Equal(2, Read(signed).Entries.Count);
    }

    [Fact]
    public void Read_Unsigned_IsRefusedWhereKeysAreGiven()
    {
        Assert.Contains("not signed", Refused(IndexBuilder.Index(Records), [Key]), StringComparison.Ordinal);
        Assert.Contains("not signed", Refused(IndexBuilder.Index(Records), []), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SignedByAnother_IsRefusedByName()
    {
        using var other = RSA.Create(2048);
        var index = IndexBuilder.Index(Records);

        Assert.Contains(
            "not with any of the keys given (test.rsa.pub)",
            Refused(IndexBuilder.Sign(index, other, ".SIGN.RSA256.other.rsa.pub", HashAlgorithmName.SHA256), [Key]),
            StringComparison.Ordinal);
        Assert.Contains(
            "signature of the index is wrong",
            Refused(IndexBuilder.Sign(index, other, ".SIGN.RSA256.test.rsa.pub", HashAlgorithmName.SHA256), [Key]),
            StringComparison.Ordinal);
        Assert.Contains(
            "signature of the index is wrong",
            Refused(IndexBuilder.Sign(index, _rsa, ".SIGN.RSA256.test.rsa.pub", HashAlgorithmName.SHA1), [Key]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ChangedOrLengthened_IsRefused()
    {
        var signed = IndexBuilder.Sign(IndexBuilder.Index(Records), _rsa, ".SIGN.RSA256.test.rsa.pub", HashAlgorithmName.SHA256);
        var more = IndexBuilder.Gzip([.. IndexBuilder.Entry("APKINDEX", Encoding.UTF8.GetBytes("P:evil\nV:1\n\n")), .. new byte[1024]]);

        Assert.Contains("is wrong", Refused([.. signed, .. more], [Key]), StringComparison.Ordinal);
        Assert.Contains("is wrong", Refused([.. signed, 0], [Key]), StringComparison.Ordinal);
        signed[^20] ^= 1;
        Refused(signed, [Key]);
    }

    [Fact]
    public void Read_SeveralMembers_AreOneIndex()
    {
        byte[] parts =
        [
            .. IndexBuilder.Gzip(IndexBuilder.Entry("DESCRIPTION", "two members"u8.ToArray())),
            .. IndexBuilder.Gzip([.. IndexBuilder.Entry("APKINDEX", Encoding.UTF8.GetBytes(Records)), .. new byte[1024]]),
        ];

        Assert.Equal((2, "two members"), (Read(parts).Entries.Count, Read(parts).Description));
    }

    [Fact]
    public void Read_LastRecordWithoutEmptyLine_Counts() => Assert.Single(Read(IndexBuilder.Index("P:a\nV:1-r0")).Entries);

    [Theory]
    [InlineData("P:a\n\n")]
    [InlineData("P:a\nV:1\nS:many\n\n")]
    [InlineData("P:a\nV:1\nt:99999999999999\n\n")]
    [InlineData("no field\n")]
    public void Read_BadRecord_IsRefused(string records) => Refused(IndexBuilder.Index(records), null);

    [Fact]
    public void Read_NotAnIndex_IsRefused()
    {
        Refused([], null);
        Refused("<html>not found</html>"u8.ToArray(), null);
        Refused(IndexBuilder.Gzip("not tar"u8.ToArray()), null);
        Refused(IndexBuilder.Gzip(IndexBuilder.Entry("OTHER", [1, 2, 3])), null);
        Refused(IndexBuilder.Gzip(IndexBuilder.Entry("APKINDEX", [], "zzz")), null);
        Refused(IndexBuilder.Gzip(IndexBuilder.Entry("APKINDEX", [], "77777777777")), null);
        Refused(IndexBuilder.Gzip(IndexBuilder.Entry(".SIGN.RSA.x", [], "77777777777")), [Key]);
        Refused([0x1F, 0x8B, 8, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], null);
        Refused(IndexBuilder.Index(Records)[..100], null);
    }

    [Fact]
    public void Read_TooLarge_IsRefusedBeforeItIsHeld()
    {
        var bomb = IndexBuilder.Gzip([.. IndexBuilder.Entry("APKINDEX", new byte[50_000_000])]);
        Assert.True(bomb.Length < 200_000);

        Assert.Contains("more than 1000000 bytes", Refused(bomb, null, new ApkIndexLimits { Bytes = 1_000_000 }), StringComparison.Ordinal);
        Assert.Contains("more than 1000 bytes", Refused(bomb, null, new ApkIndexLimits { CompressedBytes = 1000 }), StringComparison.Ordinal);
        Assert.Contains("a line has more than", Refused(bomb, null), StringComparison.Ordinal);
        Assert.Contains("more than 1 packages", Refused(IndexBuilder.Index(Records), null, new ApkIndexLimits { Entries = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EveryBitFlippedOrCut_NeverCrashesNorPassesForSigned()
    {
        var signed = IndexBuilder.Sign(IndexBuilder.Index(Records), _rsa, ".SIGN.RSA256.test.rsa.pub", HashAlgorithmName.SHA256);
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = signed.ToArray();
            if (i % 2 == 0)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }
            else
            {
                bytes = bytes[..random.Next(bytes.Length)];
            }

            try
            {
                // The header's time, name and such are not signed; what is listed is.
                Assert.Equal(2, Read(bytes, [Key]).Entries.Count);
            }
            catch (ApkIndexException)
            {
            }
        }
    }

    [Fact]
    public void Parse_Key_MustBePublicAndStrong()
    {
        using var weak = RSA.Create(1024);
        using var curve = ECDsa.Create();

        Assert.Contains("1024 bits", Assert.Throws<ApkIndexException>(() => ApkKey.Parse("k", weak.ExportSubjectPublicKeyInfoPem())).Message, StringComparison.Ordinal);
        Assert.Contains("private", Assert.Throws<ApkIndexException>(() => ApkKey.Parse("k", _rsa.ExportPkcs8PrivateKeyPem())).Message, StringComparison.Ordinal);
        Assert.Throws<ApkIndexException>(() => ApkKey.Parse("k", curve.ExportSubjectPublicKeyInfoPem()));
        Assert.Throws<ApkIndexException>(() => ApkKey.Parse("k", "nothing"));
        Assert.Throws<ApkIndexException>(() => ApkKey.Load("/nonexistent/key.rsa.pub"));
    }

    private static ApkIndex Read(byte[] bytes, IReadOnlyList<ApkKey>? keys = null, ApkIndexLimits? limits = null) => ApkIndex.Read(new MemoryStream(bytes), keys, limits);

    private static string Refused(byte[] bytes, IReadOnlyList<ApkKey>? keys, ApkIndexLimits? limits = null) =>
        Assert.Throws<ApkIndexException>(() => Read(bytes, keys, limits)).Message;
}
