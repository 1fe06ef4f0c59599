using Wolfictl.CacheWorker.Coverage;
using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;
using Wolfictl.TestKit.Files;

namespace Wolfictl.CacheWorker.Tests.Coverage;

public sealed class SourceCoverageTests : IDisposable
{
    private static readonly string One = new('1', 64);
    private static readonly string Two = new('2', 64);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_SameSourceInTwoPackages_IsOneThatBothWant()
    {
        Write("b", Fetch("https://example.org/a.tar.gz", One));
        Write("a", Fetch("https://example.org/a.tar.gz", One) + Fetch("https://example.org/b.tar.gz", Two));
        var coverage = Of();
        Assert.Equal(["https://example.org/a.tar.gz", "https://example.org/b.tar.gz"], coverage.Sources.Select(s => s.Uri).Order());
        Assert.Equal(["a", "b"], coverage.Sources.Single(s => s.Uri.EndsWith("a.tar.gz", StringComparison.Ordinal)).WantedBy);
    }

    [Fact]
    public void Of_PackageAskedFor_BringsWhatItNeedsAndNoMore()
    {
        Write("needed", Fetch("https://example.org/needed.tar.gz", One));
        Write("asked", Fetch("https://example.org/asked.tar.gz", Two), "needed");
        Write("other", Fetch("https://example.org/other.tar.gz", new string('3', 64)));
        Assert.Equal(["https://example.org/asked.tar.gz", "https://example.org/needed.tar.gz"], Of("asked").Sources.Select(s => s.Uri).Order());
    }

    [Fact]
    public void Of_PackageOfOneArchitecture_IsListedForThatOnly()
    {
        Write("both", Fetch("https://example.org/${{build.arch}}.tar.gz", One));
        Write("one", Fetch("https://example.org/one-${{build.arch}}.tar.gz", Two), architecture: "x86_64");
        Assert.Equal(
            ["https://example.org/aarch64.tar.gz", "https://example.org/one-x86_64.tar.gz", "https://example.org/x86_64.tar.gz"],
            Of().Sources.Select(s => s.Uri).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_CloneAndExpectedNone_AreNotCoverableEachWithItsReason()
    {
        Write("a", "  - uses: git-checkout\n    with:\n      repository: https://example.org/a.git\n      tag: v1\n  - uses: fetch\n    with:\n      uri: https://example.org/b\n      expected-none: true\n");
        var coverage = Of();
        Assert.Empty(coverage.Sources);
        Assert.Empty(coverage.Problems);
        Assert.Contains("git-checkout", coverage.NotCoverable.Single(s => s.Uri.EndsWith("a.git", StringComparison.Ordinal)).Reason, StringComparison.Ordinal);
        Assert.Contains("expected-none", coverage.NotCoverable.Single(s => s.Uri.EndsWith("/b", StringComparison.Ordinal)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_StepWithoutChecksum_IsOneProblemThoughTwoArchitecturesHaveIt()
    {
        Write("a", "  - uses: fetch\n    with:\n      uri: https://example.org/b-${{build.arch}}\n");
        Assert.Equal("a.yaml", Assert.Single(Of().Problems.Select(p => p.Problem.File).Distinct()));
    }

    private static string Fetch(string uri, string sha256) => $"  - uses: fetch\n    with:\n      uri: {uri}\n      expected-sha256: {sha256}\n";

    private void Write(string name, string pipeline, string? needs = null, string? architecture = null) => _folder.Write(
        $"{name}.yaml",
        $"package:\n  name: {name}\n  version: 1.0\n  epoch: 0\n"
        + (architecture is null ? "" : $"  target-architecture:\n    - {architecture}\n")
        + (needs is null ? "" : $"environment:\n  contents:\n    packages:\n      - {needs}\n")
        + $"pipeline:\n{pipeline}");

    private SourceCoverage Of(params string[] packages)
    {
        var distribution = ConfigurationDirectory.Load(_folder);
        return SourceCoverage.Of(BuildPlanner.Plan(distribution, new PlanRequest { Packages = packages, Architectures = ["x86_64", "aarch64"] }), distribution);
    }
}
