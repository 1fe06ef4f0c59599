using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;

namespace Wolfictl.Scheduler.Tests.Builds;

public sealed class RequestPolicyTests
{
    private static readonly SchedulerOptions Options = Given.Options("/nowhere") with
    {
        AllowedRepositories = ["registry.example.org/wolfi", "other.example.org/team/"],
        Architectures = [Architecture.X86_64],
        MaxCpu = Quantity.Parse("8"),
        MaxRam = Quantity.Parse("16Gi"),
    };

    public static TheoryData<Func<BuildRequested, BuildRequested>, string> Refused => new()
    {
        { r => r with { SourceBundle = In("registry.example.org/wolfish") }, "the source bundle is in registry.example.org/wolfish" },
        { r => r with { SourceBundle = In("registry.example.org.evil.example/wolfi") }, "--allow-repository" },
        { r => r with { SourceBundle = In("registry.example.org:5000/wolfi") }, "--allow-repository" },
        { r => r with { SourceBundle = In("oci:/etc") }, "oci:/etc" },
        { r => r with { CacheBundle = In("elsewhere.example.org/x") }, "the cache bundle" },
        { r => r with { OutputRepository = "elsewhere.example.org/x" }, "the outputs' repository" },
        { r => r with { Profile = "huge" }, "unknown profile 'huge': this scheduler defines default" },
        { r => r with { Cpu = Quantity.Parse("8001m") }, "8001m processors are asked for; this scheduler gives 8 at most" },
        { r => r with { Ram = Quantity.Parse("17179869185") }, "16Gi at most" },
        { r => r with { Architectures = [Architecture.X86_64, Architecture.Aarch64] }, "does not build for aarch64: it serves x86_64" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refusal_NotListed_SaysWhat(Func<BuildRequested, BuildRequested> change, string why) =>
        Assert.Contains(why, new RequestPolicy(Options).Refusal(change(Given.Request("brotli")), "ann"), StringComparison.Ordinal);

    [Theory]
    [InlineData("registry.example.org/wolfi")]
    [InlineData("registry.example.org/wolfi/bundles/deep")]
    [InlineData("other.example.org/team")]
    [InlineData("other.example.org/team/x")]
    public void Refusal_Listed_IsNone(string repository) => Assert.Null(new RequestPolicy(Options).Refusal(
        Given.Request("brotli") with
        {
            SourceBundle = In(repository),
            OutputRepository = repository,
            Profile = SchedulerOptions.DefaultProfile,
            Cpu = Quantity.Parse("8000m"),
            Ram = Quantity.Parse("16Gi"),
            Architectures = [Architecture.X86_64],
        },
        requester: null));

    private static DigestReference In(string repository) => DigestReference.Of(repository, $"sha256:{new string('a', 64)}");
}
