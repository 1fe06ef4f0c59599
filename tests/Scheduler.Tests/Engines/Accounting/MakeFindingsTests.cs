using Wolfictl.Scheduler.Engines.Accounting;

namespace Wolfictl.Scheduler.Tests.Engines.Accounting;

public sealed class MakeFindingsTests
{
    [Theory]
    [InlineData("make: *** [Makefile:12: packages/x86_64/a-1.0-r0.apk] Error 1", "packages/x86_64/a-1.0-r0.apk", "Error 1")]
    [InlineData("make[2]: *** [sub/rules.mk:3: package/gtk+3.0] Error 127", "package/gtk+3.0", "Error 127")]
    [InlineData("make: *** [package/a] Error 2", "package/a", "Error 2")]
    [InlineData("make: *** [Makefile:12: package/a] Killed", "package/a", "Killed")]
    [InlineData("make: *** [Makefile:12: package/a] Segmentation fault (core dumped)", "package/a", "Segmentation fault (core dumped)")]
    [InlineData("make: *** No rule to make target 'package/a'.  Stop.", "package/a", "no rule to make it")]
    [InlineData("make: *** No rule to make target 'a.yaml', needed by 'package/a'.", "a.yaml", "no rule to make it")]
    public void Observe_Failure_IsFound(string line, string target, string why)
    {
        var findings = new MakeFindings();

        findings.Observe(line);

        Assert.Equal(why, findings.Failed[target]);
        Assert.Empty(findings.NotRemade);
    }

    [Fact]
    public void Observe_GivenUp_IsFound()
    {
        var findings = new MakeFindings();

        findings.Observe("make: Target 'packages/x86_64/b-1.0-r0.apk' not remade because of errors.");

        Assert.Equal(["packages/x86_64/b-1.0-r0.apk"], findings.NotRemade);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gcc -o a a.c")]
    [InlineData("  make: *** [Makefile:12: package/a] Error 1")]
    [InlineData("make: Entering directory '/x'")]
    [InlineData("make: *** Waiting for unfinished jobs....")]
    [InlineData("make: *** Deleting file 'package/a'")]
    [InlineData("makeinfo: *** [x] Error 1")]
    public void Observe_OtherLines_AreNothing(string line)
    {
        var findings = new MakeFindings();

        findings.Observe(line);

        Assert.Empty(findings.Failed);
        Assert.Empty(findings.NotRemade);
    }

    [Fact]
    public void Observe_EndlessFailures_AreBounded()
    {
        var findings = new MakeFindings();
        for (var i = 0; i < 200_000; i++)
        {
            findings.Observe($"make: *** [Makefile:1: {i}] Error 1");
        }

        Assert.Equal(100_000, findings.Failed.Count);
    }
}
