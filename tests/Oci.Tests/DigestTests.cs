using System.Text;

namespace Wolfictl.Oci.Tests;

public sealed class DigestTests
{
    private const string Empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void Of_KnownContent_IsItsSha256() => Assert.Equal(Empty, Digest.Of([]).ToString());

    [Fact]
    public async Task OfAsync_CountsTheBytes()
    {
        var content = Encoding.ASCII.GetBytes(new string('a', 1_000_000));

        var (digest, size) = await Digest.OfAsync(new MemoryStream(content));

        Assert.Equal(1_000_000, size);
        Assert.Equal("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", digest.Hex);
    }

    [Fact]
    public void Parse_Sha512_IsTaken()
    {
        var text = "sha512:" + new string('0', 128);

        Assert.Equal("sha512", Digest.Parse(text).Algorithm);
        Assert.Equal(text, Digest.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("sha256:")]
    [InlineData("sha256:abc")]
    [InlineData("SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8550")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n")]
    [InlineData("sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("sha256:../../../../../../../../../../../../../../../../../../../../../etc/passwd")]
    public void TryParse_Others_AreRefused(string? text)
    {
        Assert.False(Digest.TryParse(text, out var digest));
        Assert.Equal(default, digest);
    }
}
