using Wolfictl.Melange.Sources;

namespace Wolfictl.Melange.Tests.Sources;

public sealed class SourceListerTests
{
    private static readonly string Sha256 = new('a', 64);
    private static readonly string Sha512 = new('b', 128);

    [Fact]
    public void List_FetchesEverywhere_AreFoundWithTheirArchitectures()
    {
        using var scratch = new ScratchDistribution().Package("it", rest: $$$"""
            data:
              - name: parts
                items: {one: "1", two: "2"}
            pipeline:
              - uses: fetch
                with:
                  uri: https://example.org/${{package.name}}-${{package.version}}.tar.gz
                  expected-sha256: {{{Sha256.ToUpperInvariant()}}}
                  expected-sha512: {{{Sha512}}}
                  extract: false
                  directory: sub
              - if: ${{build.arch}} == 'aarch64'
                pipeline:
                  - uses: fetch
                    with: {uri: "https://example.org/${{build.arch}}", expected-sha512: {{{Sha512}}}}
              - uses: git-checkout
                with: {repository: https://example.org/it.git, expected-commit: abc}
              - uses: own
                with: {what: nested}
              - uses: fetch
                with: {uri: https://example.org/none, expected-none: true}
            subpackages:
              - range: parts
                name: it-${{range.key}}
                if: ${{range.key}} != 'two'
                pipeline:
                  - uses: fetch
                    with: {uri: "https://example.org/part-${{range.value}}", expected-sha256: {{{Sha256}}}}
            test:
              pipeline:
                - uses: fetch
                  with: {uri: https://example.org/test}
            """)
            .Write("pipelines/own.yaml", "pipeline:\n  - uses: fetch\n    with:\n      uri: https://example.org/${{inputs.what}}\n      expected-sha256: " + Sha256 + "\n");

        var listing = SourceLister.List(scratch.Load(), [], ["x86_64", "aarch64"]);

        Assert.Empty(listing.Problems);
        Assert.Equal(
            [
                ("https://example.org/it-1.0.0.tar.gz", "x86_64 aarch64", null, "step 1 (fetch)", "it.yaml"),
                ("https://example.org/nested", "x86_64 aarch64", null, "step 4.1 (fetch)", "pipelines/own.yaml"),
                ("https://example.org/part-1", "x86_64 aarch64", "it-one", "step 1 (fetch) of subpackage \"it-one\"", "it.yaml"),
                ("https://example.org/aarch64", "aarch64", (string?)null, "step 2.1 (fetch)", "it.yaml"),
            ],
            listing.Sources.Select(source => (source.Uri, string.Join(' ', source.Architectures), source.Subpackage, source.Step, source.File)));
        Assert.Equal(("sha256:" + Sha256, Sha512, false, "sub"), (listing.Sources[0].CacheName, listing.Sources[0].Sha512, listing.Sources[0].Extract, listing.Sources[0].Directory));
        Assert.Equal("sha512:" + Sha512, listing.Sources[3].CacheName);
        Assert.Equal(
            [(SourceKind.GitCheckout, "https://example.org/it.git", "abc"), (SourceKind.Fetch, "https://example.org/none", (string?)null)],
            listing.NotCoverable.Select(source => (source.Kind, source.Uri, source.Commit)));
    }

    [Theory]
    [InlineData("uri: https://example.org/x", "neither expected-sha256 nor expected-sha512", 9)]
    [InlineData("uri: https://example.org/x, expected-none: false", "neither expected-sha256 nor expected-sha512", 9)]
    [InlineData("uri: https://example.org/x, expected-sha256: abc", "expected-sha256 must be 64 hexadecimal digits, but is \"abc\" (3 characters).", 9)]
    [InlineData("uri: https://example.org/x, expected-sha512: zz", "expected-sha512 must be 128 hexadecimal digits", 9)]
    [InlineData("expected-none: true", "It has no uri.", 8)]
    [InlineData("uri: relative/path, expected-none: true", "is not an absolute http, https or ftp URI", 9)]
    [InlineData("uri: 'file:///etc/passwd', expected-none: true", "is not an absolute http, https or ftp URI", 9)]
    [InlineData("uri: '${{vars.nope}}', expected-none: true", "The variable ${{vars.nope}} is not defined.", 9)]
    [InlineData("uri: 'https://example.org/${{targets.destdir}}', expected-none: true", "known only in a build", 9)]
    public void List_BadStep_IsAProblemOfThatStepAlone(string with, string message, int line)
    {
        using var scratch = new ScratchDistribution().Write("it.yaml", $$"""
            package:
              name: it
              version: 1.0.0
              epoch: 0

            pipeline:
              - runs: x
              - uses: fetch
                with: {{{with}}}
              - uses: fetch
                with: {uri: https://example.org/good, expected-sha256: {{Sha256}}}
            """);

        var listing = SourceLister.List(scratch.Load(), ["it"], ["x86_64", "aarch64"]);

        Assert.Single(listing.Sources);
        var problem = Assert.Single(listing.Problems);
        Assert.Equal(("it", "it.yaml", line), (problem.Package, problem.Problem.File, problem.Problem.Line));
        Assert.StartsWith("Step 2 (fetch): ", problem.Problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void List_PackageOfOneArchitecture_IsListedForItAlone()
    {
        using var scratch = new ScratchDistribution().Package(
            "it",
            inPackage: "  target-architecture: [aarch64]",
            rest: "pipeline:\n  - uses: fetch\n    with: {uri: https://example.org/x, expected-sha256: " + Sha256 + "}\n");

        Assert.Equal(["aarch64"], Assert.Single(SourceLister.List(scratch.Load(), [], ["x86_64", "aarch64"]).Sources).Architectures);
        Assert.Empty(SourceLister.List(scratch.Load(), [], ["x86_64"]).Sources);
    }

    [Fact]
    public void Plan_Package_ListsItsSources()
    {
        using var scratch = new ScratchDistribution().Package(
            "it", rest: "pipeline:\n  - uses: fetch\n    with: {uri: https://example.org/x, expected-sha256: " + Sha256 + "}\n");

        Assert.Equal("https://example.org/x", Assert.Single(scratch.Plan("it").Packages[0].Sources.Sources).Uri);
    }
}
