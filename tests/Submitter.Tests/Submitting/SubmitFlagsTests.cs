using System.CommandLine;
using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Submitter.Submitting;

namespace Wolfictl.Submitter.Tests.Submitting;

public sealed class SubmitFlagsTests
{
    private const string Digest = "sha256:2783c70bc43ab9cd92fc3b040cacd52bf88257b35432b42e1609f105dee549e6";

    [Fact]
    public void OnePackage_StopsAtAFailure_MoreKeepGoing()
    {
        Assert.False(Read("brotli").KeepGoing);
        Assert.True(Read("brotli", "git-lfs").KeepGoing);
        Assert.True(Read().KeepGoing);
        Assert.True(Read("brotli", "--keep-going").KeepGoing);
        Assert.False(Read("brotli", "git-lfs", "--keep-going=false").KeepGoing);
    }

    [Fact]
    public void Wait_IsOnWithoutAQueue()
    {
        Assert.True(Read("brotli").Wait);
        Assert.False(Read("brotli", "--queue", "amqp://mq.example", "--bundle-repo", "r.example/wolfi").Wait);
    }

    [Fact]
    public void Architectures_AreTakenByEitherNameAndOnce() =>
        Assert.Equal([Architecture.X86_64, Architecture.Aarch64], Read("-a", "amd64", "-a", "x86_64", "-a", "arm64").Plan.Architectures);

    [Theory]
    [InlineData(CacheMode.Off)]
    [InlineData(CacheMode.Required, "--cache")]
    [InlineData(CacheMode.Optional, "--cache=optional")]
    internal void Cache_TakesNoPackageForItsValue(CacheMode expected, params string[] flags)
    {
        var options = Read([.. flags, "brotli"]);
        Assert.Equal(expected, options.Cache);
        Assert.Equal(["brotli"], options.Plan.Packages.Select(p => p.Value));
    }

    [Fact]
    public void Cache_TakesMirrorsAndHosts_AsTheCacheCommandDoes()
    {
        var fetch = Read("--cache", "--mirror", "https://mirror.example/sources", "--allow-host", "127.0.0.1:8080", "--allow-host", "build.example", "brotli").Fetch;
        Assert.Equal("https://mirror.example/sources", Assert.Single(fetch.Mirrors).OriginalString);
        Assert.Equal(["127.0.0.1:8080", "build.example"], fetch.AllowHosts);
        Assert.Equal((16, 4), (fetch.Jobs, fetch.JobsPerHost));
    }

    [Theory]
    [InlineData("--queue needs --bundle-repo", "--queue", "amqp://mq.example")]
    [InlineData("--out goes with --wait", "--queue", "amqp://mq.example", "--bundle-repo", "r.example/wolfi", "--out", "x")]
    [InlineData("--output-repo goes with --queue", "--output-repo", "r.example/out")]
    [InlineData("--pipeline-dir", "--pipeline-dir", "/elsewhere")]
    [InlineData("one of the two", "--cache", "--cache-bundle", "r.example/cache@" + Digest)]
    [InlineData("--mirror goes with --cache", "--mirror", "https://mirror.example/sources")]
    [InlineData("--allow-host goes with --cache", "--allow-host", "mirror.example")]
    [InlineData("wolfictl-cache-worker run --mirror", "--cache", "--mirror", "https://mirror.example/sources", "--queue", "amqp://mq.example", "--bundle-repo", "r.example/wolfi")]
    [InlineData("--mirror: ftp://mirror.example is no mirror", "--cache", "--mirror", "ftp://mirror.example")]
    [InlineData("--allow-host: a b is no host", "--cache", "--allow-host", "a b")]
    [InlineData("--cpu", "--cpu", "many")]
    [InlineData("--keyring-append", "-k", "a b")]
    public void FlagsThatDoNotGoTogether_SayWhich(string expected, params string[] flags)
    {
        var refused = Assert.Throws<CommandException>(() => Read(flags));
        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bundle_WithAQueue_NeedsNoRepository() =>
        Assert.Equal($"r.example/wolfi@{Digest}", Read("--queue", "amqp://mq.example", "--bundle", $"r.example/wolfi@{Digest}").Bundle.ToString());

    private static SubmitOptions Read(params string[] args)
    {
        var flags = new SubmitFlags();
        var command = new Command("submit");
        flags.AddTo(command);
        var parse = command.Parse(SubmitFlags.Normalize(args));
        Assert.Empty(parse.Errors);
        return flags.Read(parse);
    }
}
