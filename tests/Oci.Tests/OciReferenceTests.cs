namespace Wolfictl.Oci.Tests;

public sealed class OciReferenceTests
{
    private const string Hash = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("localhost/a", "localhost", "a", null, null)]
    [InlineData("localhost:5000/bundles", "localhost:5000", "bundles", null, null)]
    [InlineData("127.0.0.1:5000/a/b/c:v1", "127.0.0.1:5000", "a/b/c", "v1", null)]
    [InlineData("[::1]:5000/a", "[::1]:5000", "a", null, null)]
    [InlineData("gcr.io/jason-chainguard/wolfictl", "gcr.io", "jason-chainguard/wolfictl", null, null)]
    [InlineData("ghcr.io/wolfi-dev/sdk:latest", "ghcr.io", "wolfi-dev/sdk", "latest", null)]
    [InlineData("registry.example.org/a__b/c--d.e:V_1.0-x", "registry.example.org", "a__b/c--d.e", "V_1.0-x", null)]
    [InlineData("r.example/a@" + Hash, "r.example", "a", null, Hash)]
    [InlineData("r.example/a:t@" + Hash, "r.example", "a", "t", Hash)]
    public void Parse_Registry_TakesItApart(string text, string registry, string repository, string? tag, string? digest)
    {
        var reference = OciReference.Parse(text);

        Assert.False(reference.IsLayout);
        Assert.Equal((registry, repository, tag, digest), (reference.Registry, reference.Repository, reference.Tag, reference.Digest?.ToString()));
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("oci:/tmp/layout", "/tmp/layout", null, null)]
    [InlineData("oci:relative/dir:tag", "relative/dir", "tag", null)]
    [InlineData("oci:.", ".", null, null)]
    [InlineData("oci:/with space:and colon/x", "/with space:and colon/x", null, null)]
    [InlineData("oci:/a@b:t", "/a@b", "t", null)]
    [InlineData("oci:/a@" + Hash, "/a", null, Hash)]
    [InlineData("oci:/a:t@" + Hash, "/a", "t", Hash)]
    public void Parse_Layout_TakesItApart(string text, string path, string? tag, string? digest)
    {
        var reference = OciReference.Parse(text);

        Assert.True(reference.IsLayout);
        Assert.Equal((path, tag, digest), (reference.LayoutPath, reference.Tag, reference.Digest?.ToString()));
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("", "host")]
    [InlineData("ubuntu", "host")]
    [InlineData("library/ubuntu", "host")]
    [InlineData("/a", "host")]
    [InlineData("https://r.example/a", "host")]
    [InlineData("user@r.example/a", "digest")]
    [InlineData("r.example:99999/a", "host")]
    [InlineData("r.example/", "repository")]
    [InlineData("r.example/A", "repository")]
    [InlineData("r.example/a/../b", "repository")]
    [InlineData("r.example/a//b", "repository")]
    [InlineData("r.example/a?x=y", "repository")]
    [InlineData("r.example/a:", "tag")]
    [InlineData("r.example/a:b:c", "tag")]
    [InlineData("r.example/a:-b", "tag")]
    [InlineData("r.example/a@sha256:123", "digest")]
    [InlineData("r.example/a@latest", "digest")]
    [InlineData("oci:", "path")]
    [InlineData("oci::tag", "path")]
    [InlineData("oci:/a@sha256:123", "digest")]
    public void Parse_Others_SaysWhatIsWrong(string text, string about)
    {
        var exception = Assert.Throws<OciException>(() => OciReference.Parse(text));

        Assert.Equal(OciErrorKind.Malformed, exception.Kind);
        Assert.Contains(about, exception.Message[(exception.Message.IndexOf("reference:", StringComparison.Ordinal) + 10)..], StringComparison.Ordinal);
    }

    [Fact]
    public void WithTagAndDigest_ReplaceEachOther()
    {
        var reference = OciReference.Parse("r.example/a:t");

        Assert.Equal($"r.example/a@{Hash}", reference.WithDigest(Digest.Parse(Hash)).ToString());
        Assert.Equal("r.example/a:u", reference.WithDigest(Digest.Parse(Hash)).WithTag("u").ToString());
        Assert.Throws<OciException>(() => reference.WithTag("no tag"));
        Assert.Equal("t", reference.TagOrDigest);
        Assert.Equal("r.example/a", reference.Name);
    }
}
