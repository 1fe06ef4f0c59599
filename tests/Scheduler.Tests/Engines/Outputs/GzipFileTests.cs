using System.IO.Compression;
using System.Text;
using Wolfictl.Scheduler.Engines.Outputs;
using Wolfictl.TestKit.Files;

namespace Wolfictl.Scheduler.Tests.Engines.Outputs;

public sealed class GzipFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _twoMembers = [.. Member("signature"), .. Member(string.Join(' ', Enumerable.Range(0, 100)))];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Crc32_CheckValue_IsTheStandards()
    {
        var checksum = new Crc32();

        checksum.Append("12345"u8);
        checksum.Append("6789"u8);

        Assert.Equal(0xCBF43926, checksum.Value);
    }

    [Fact]
    public async Task Whole_OneOrMoreMembers_Is()
    {
        Assert.True(await IsWholeAsync(_twoMembers));
        Assert.True(await IsWholeAsync(Member("one")));
        Assert.True(await IsWholeAsync([.. _twoMembers, .. Member("")]));
        Assert.True(await IsWholeAsync(Member(new string('x', 1_000_000))));
    }

    [Fact]
    public async Task CutAnywhereElse_IsNot()
    {
        var boundary = Member("signature").Length;
        for (var length = 0; length < _twoMembers.Length; length++)
        {
            Assert.True(await IsWholeAsync(_twoMembers[..length]) == (length == boundary), $"cut at {length} of {_twoMembers.Length}");
        }
    }

    [Fact]
    public async Task AnyBitOfTheDataFlipped_IsNot()
    {
        var boundary = Member("signature").Length;
        for (var at = boundary + 10; at < _twoMembers.Length; at++)
        {
            var flipped = (byte[])_twoMembers.Clone();
            flipped[at] ^= 1;

            Assert.False(await IsWholeAsync(flipped), $"byte {at}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no gzip at all, but longer than a trailer")]
    public async Task NoGzip_IsNot(string text) => Assert.False(await IsWholeAsync(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task SomethingAfterTheLastMember_IsNot() => Assert.False(await IsWholeAsync([.. _twoMembers, .. "trailing"u8]));

    private static byte[] Member(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private Task<bool> IsWholeAsync(byte[] content)
    {
        File.WriteAllBytes(_folder["file"], content);
        return GzipFile.IsWholeAsync(_folder["file"], CancellationToken.None);
    }
}
