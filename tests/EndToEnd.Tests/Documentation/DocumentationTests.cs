using Wolfictl.TestKit.Files;

namespace Wolfictl.EndToEnd.Tests.Documentation;

/// <summary>What the pages tell people to type and to read is there.</summary>
public sealed class DocumentationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pages_NameOnlyWhatIsThere()
    {
        var lint = new DocumentationLint(Checkout.Root);
        foreach (var page in lint.Pages())
        {
            await lint.CheckAsync(page);
        }

        Assert.True(lint.Findings.Count == 0, string.Join('\n', lint.Findings));
        Assert.True(lint.Commands >= 60, $"{lint.Commands} commands were found to check");
        Assert.True(lint.Links >= 20, $"{lint.Links} links were found to check");
    }

    [Theory]
    [InlineData("[a](docs/nothing.md)", "README.md:1: the link docs/nothing.md leads nowhere")]
    [InlineData("[a](../outside.md)", "README.md:1: the link ../outside.md leads nowhere")]
    [InlineData("# One\n\n[a](#two)", "README.md:3: the link #two leads to no heading")]
    [InlineData("[a](docs/other.md#two)", "README.md:1: the link docs/other.md#two leads to no heading")]
    [InlineData("Text.\n\n[a]: docs/nothing.md\n\nSee [a].", "README.md:5: the link docs/nothing.md leads nowhere")]
    [InlineData("```sh\necho\nwolfictl pd brotli\n```", "README.md:3: wolfictl has no command pd")]
    [InlineData("```sh\nwolfictl pod --cpus 4\n```", "README.md:2: wolfictl pod has no flag --cpus")]
    [InlineData("```bash\nwolfictl pod \\\n  -z 4\n```", "README.md:2: wolfictl pod has no flag -z")]
    [InlineData("```sh\nwolfictl pod --create=false --mem=4Gi\n```", "README.md:2: wolfictl pod has no flag --mem")]
    [InlineData("```sh\nwolfictl pod --cpu\n```", "README.md:2: wolfictl pod: --cpu takes a value")]
    [InlineData("```sh\nX=1 wolfictl cache verify --mirror x\n```", "README.md:2: wolfictl cache verify has no flag --mirror")]
    [InlineData("```sh\nif true; then echo \"$(wolfictl bundle --bundel-repo x | tail -n 1)\"; fi\n```", "README.md:2: wolfictl bundle has no flag --bundel-repo")]
    [InlineData("```sh\ncat <<EOF | wolfictl-scheduler walk\nwolfictl nothing\nEOF\nwolfictl-cache-worker walk\n```", "README.md:2: wolfictl-scheduler has no command walk", "README.md:5: wolfictl-cache-worker has no command walk")]
    [InlineData("```console\n$ wolfictl plan\nwolfictl nothing\n$ wolfictl nothing\n```", "README.md:4: wolfictl has no command nothing")]
    [InlineData("Say `wolfictl submit --weight`.", "README.md:1: wolfictl submit has no flag --weight")]
    [InlineData("| a |\n| --- |\n| `make biuld` |", "README.md:3: the Makefile has no target biuld")]
    [InlineData("```sh\n./scripts/nothing.sh x\n```", "README.md:2: there is no ./scripts/nothing.sh")]
    [InlineData("```sh\nif true\n```", "README.md:2: bash can't read this: *")]
    public async Task Page_ThatIsWrong_IsToldWithItsLine(string page, params string[] findings)
    {
        var lint = await CheckAsync(page);
        Assert.Equal(findings.Length, lint.Findings.Count);
        Assert.All(findings.Zip(lint.Findings), pair => Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(pair.First).Replace("\\*", "(?s:.*)", StringComparison.Ordinal)}$", pair.Second));
    }

    [Fact]
    public async Task Page_ThatIsRight_IsLeftAlone()
    {
        var lint = await CheckAsync("""
            # What `x` is: more

            [a](#what-x-is-more), [b](docs/other.md#one), [c](docs), [d](https://example.org/nothing#x)

            ```sh
            export BUNDLE=$(wolfictl bundle --bundle-repo registry.example.org/wolfi)   # wolfictl nothing
            REPO=x wolfictl pod -a arm64 --create=false --bundle "$BUNDLE" 'a b' 2>&1 | kubectl create -f - && make build JOBS=2
            (wolfictl cache -- verify --nothing) >/dev/null; echo 'wolfictl nothing' wolfictl nothing
            ```

            ```text
            wolfictl nothing
            ```

            Say `wolfictl submit …` or `wolfictl cancel ID`; never mind `wolfictl.nothing` and `kubectl --nothing`.
            """);
        Assert.Empty(lint.Findings);
        Assert.Equal(6, lint.Commands);
        Assert.Equal(3, lint.Links);
    }

    private async Task<DocumentationLint> CheckAsync(string page)
    {
        _folder.Write("README.md", page);
        _folder.Write("Makefile", "build:\n\ttrue\n");
        _folder.Write("docs/other.md", "# One\n");
        var lint = new DocumentationLint(_folder);
        await lint.CheckAsync("README.md");
        return lint;
    }
}
