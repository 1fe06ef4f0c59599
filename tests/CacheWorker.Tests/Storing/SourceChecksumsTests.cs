using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.CacheWorker.Tests.Storing;

public sealed class SourceChecksumsTests
{
    private static readonly string Sha256 = new('A', 64);
    private static readonly string Sha512 = new('b', 128);

    [Fact]
    public void Name_Both_PrefersSha256InLowerCase() =>
        Assert.Equal("sha256:" + new string('a', 64), SourceChecksums.Create(Sha256, Sha512).Name.ToString());

    [Fact]
    public void Name_OnlySha512_NamesIt() => Assert.Equal("sha512:" + Sha512, SourceChecksums.Create("", Sha512).Name.ToString());

    [Theory]
    [InlineData(null, null, "no checksum")]
    [InlineData("abc", null, "64 hexadecimal digits, this one has 3")]
    [InlineData(null, "abc", "128 hexadecimal digits, this one has 3")]
    [InlineData("gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg", null, "other characters")]
    public void Create_NoChecksum_SaysWhy(string? sha256, string? sha512, string why) =>
        Assert.Contains(why, Assert.Throws<ChecksumException>(() => SourceChecksums.Create(sha256, sha512)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sha256:", false)]
    [InlineData("sha256:aaaa", false)]
    [InlineData(".index", false)]
    [InlineData("sha1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", false)]
    [InlineData("sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("sha512:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void TryParse_OnlyWholeNamesAreNames(string text, bool isName)
    {
        Assert.Equal(isName, ContentName.TryParse(text, out var name));
        Assert.True(!isName || name.ToString() == text);
    }
}
