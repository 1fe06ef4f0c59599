using System.Security.Cryptography;

namespace Wolfictl.Oci.Tests;

public sealed class VerifyingStreamTests
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(100_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RightContent_IsReadWhole(bool synchronously)
    {
        await using var stream = Over(Content, Descriptor.Of(Content, "x"));
        using var read = new MemoryStream();

        if (synchronously)
        {
            stream.CopyTo(read, 777);
        }
        else
        {
            await stream.CopyToAsync(read, 777);
        }

        Assert.Equal(Content, read.ToArray());
        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
    }

    [Fact]
    public void Sha512_IsVerifiedToo()
    {
        var digest = Digest.FromHash("sha512", SHA512.HashData(Content));
        using var stream = Over(Content, new Descriptor { MediaType = "x", Digest = digest, Size = Content.Length });

        stream.CopyTo(Stream.Null);

        using var wrong = Over(Content[..^1], new Descriptor { MediaType = "x", Digest = digest, Size = Content.Length - 1 });
        Assert.Throws<OciException>(() => wrong.CopyTo(Stream.Null));
    }

    [Fact]
    public void WrongContent_ReaderOfExactlyItsSize_IsToldToo()
    {
        var wrong = (byte[])Content.Clone();
        wrong[0] ^= 1;
        using var stream = Over(wrong, Descriptor.Of(Content, "x"));

        Assert.Throws<OciException>(() => stream.ReadExactly(new byte[Content.Length]));
    }

    [Fact]
    public void LongerContent_NeverGivesMoreThanItsSize()
    {
        using var stream = Over([.. Content, 1], Descriptor.Of(Content, "x"));
        using var read = new MemoryStream();

        Assert.Throws<OciException>(() => stream.CopyTo(read));
        Assert.True(read.Length < Content.Length);
    }

    [Fact]
    public void ShorterContent_IsToldAtItsEnd()
    {
        using var stream = Over(Content[..500], Descriptor.Of(Content, "x"));

        Assert.Contains("500 of 100000", Assert.Throws<OciException>(() => stream.CopyTo(Stream.Null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyBlob_IsVerifiedByTheFirstRead()
    {
        using var right = Over([], Descriptor.Of([], "x"));
        using var wrong = Over([], new Descriptor { MediaType = "x", Digest = Digest.Of([1]), Size = 0 });

        Assert.Equal(0, right.Read(new byte[1]));
        Assert.Throws<OciException>(() => wrong.Read(new byte[1]));
    }

    private static VerifyingStream Over(byte[] content, Descriptor blob) =>
        new(new MemoryStream(content), blob, problem => new OciException(OciErrorKind.DigestMismatch, problem));
}
