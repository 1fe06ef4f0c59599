using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;

namespace Wolfictl.Scheduler.Tests.Builds;

public sealed class ContentKeyTests
{
    private static readonly DigestReference Other = DigestReference.Of("registry.example.org/wolfi/bundles", $"sha256:{new string('f', 64)}");
    private static readonly MakeWord Word = MakeWord.Parse("--debug");

    public static TheoryData<string, Func<BuildRequested, BuildRequested>> Shaping => new()
    {
        { "source bundle", r => r with { SourceBundle = Other } },
        { "cache bundle", r => r with { CacheBundle = Other } },
        { "cache to wait for", r => r with { WaitForCache = new CacheWait { RequestId = RequestId.New() } } },
        { "packages", r => r with { Packages = [PackageName.Parse("git-lfs")] } },
        { "no package", r => r with { Packages = [] } },
        { "architectures", r => r with { Architectures = [Architecture.X86_64] } },
        { "only", r => r with { Only = true } },
        { "keep going", r => r with { KeepGoing = true } },
        { "target format", r => r with { TargetFormat = TargetFormat.Package } },
        { "profile", r => r with { Profile = "large" } },
        { "cpu", r => r with { Cpu = Quantity.Parse("4") } },
        { "ram", r => r with { Ram = Quantity.Parse("4") } },
        { "outputs", r => r with { OutputRepository = "registry.example.org/wolfi/elsewhere" } },
        { "repositories", r => r with { Repositories = [Word] } },
        { "keyring", r => r with { Keyring = [Word] } },
        { "destination", r => r with { DestinationRepository = Word } },
        { "melange options", r => r with { MelangeBuildOptions = [Word] } },
        { "force", r => r with { Force = true } },
    };

    public static TheoryData<string, Func<BuildRequested, BuildRequested>> Immaterial => new()
    {
        { "request id", r => r with { RequestId = RequestId.New() } },
        { "time", r => r with { SubmittedAt = r.SubmittedAt.AddDays(1) } },
        { "priority", r => r with { Priority = BuildPriority.High } },
        { "submitter's plan", r => r with { Plan = [new PlanSummary { Architecture = Architecture.X86_64, Packages = 1, Digest = "" }] } },
        { "order and repetition of packages", r => r with { Packages = [r.Packages[1], r.Packages[0], r.Packages[1]] } },
    };

    [Theory]
    [MemberData(nameof(Shaping))]
    public void Of_WhatShapesTheResult_IsAnotherKey(string what, Func<BuildRequested, BuildRequested> change)
    {
        var request = Given.Request("brotli", "zlib");

        Assert.True(ContentKey.Of(request) != ContentKey.Of(change(request)), what);
    }

    [Theory]
    [MemberData(nameof(Immaterial))]
    public void Of_WhatDoesNot_IsTheSameKey(string what, Func<BuildRequested, BuildRequested> change)
    {
        var request = Given.Request("brotli", "zlib");

        Assert.True(ContentKey.Of(request) == ContentKey.Of(change(request)), what);
        Assert.Matches("^[0-9a-f]{64}$", ContentKey.Of(request));
    }

    [Fact]
    public void Of_Force_IsNeverTheSame()
    {
        var request = Given.Request("brotli") with { Force = true };

        Assert.NotEqual(ContentKey.Of(request), ContentKey.Of(request));
    }
}
