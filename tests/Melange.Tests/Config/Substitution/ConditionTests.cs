using Wolfictl.Melange.Config;
using Wolfictl.Melange.Config.Substitution;

namespace Wolfictl.Melange.Tests.Config.Substitution;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("${{build.arch}} == 'x86_64'", true)]
    [InlineData("${{build.arch}} == \"aarch64\"", false)]
    [InlineData("${{ build.arch }} != x86_64", false)]
    [InlineData("'${{build.arch}}'=='x86_64'", true)]
    [InlineData("\"${{vars.empty}}\" == \"\"", true)]
    [InlineData("${{vars.empty}} == ''", true)]
    [InlineData("${{vars.flag}}", true)]
    [InlineData("true && false || true", true)]
    [InlineData("true || true && false", true)]
    [InlineData("(true || true) && false", false)]
    [InlineData("((${{build.arch}} == 'x86_64'))", true)]
    [InlineData("${{build.arch}} != 'x86_64' && ${{build.arch}} != 'x86'", false)]
    [InlineData("a-${{build.goarch}}-b == 'a-amd64-b'", true)]
    [InlineData("${{options.debug.enabled}} == 'true'", false)]
    public void IsTrue_Decides(string condition, bool expected) => Assert.Equal(expected, Condition.IsTrue(Text(condition), Scope()));

    [Theory]
    [InlineData("maybe")]
    [InlineData("a ==")]
    [InlineData("== a")]
    [InlineData("'a == b")]
    [InlineData("(true")]
    [InlineData("true)")]
    [InlineData("true false")]
    [InlineData("${{vars.unknown}} == 'a'")]
    [InlineData("${{targets.destdir}} == 'a'")]
    [InlineData("true & false")]
    [InlineData("true || ${{vars.unknown}} == 'a'")]
    public void IsTrue_Nonsense_IsRefusedWhereItStands(string condition)
    {
        var refused = Assert.Throws<SubstitutionException>(() => Condition.IsTrue(Text(condition), Scope()));

        Assert.Equal(("c.yaml", 7, 9), (refused.Problem.File, refused.Problem.Line, refused.Problem.Column));
    }

    [Fact]
    public void IsTrue_DeepNesting_IsRefused() =>
        Assert.Throws<SubstitutionException>(() => Condition.IsTrue(Text(new string('(', 100_000)), Scope()));

    private static SourceText Text(string value) => new(value, 7, 9);

    private static Scope Scope()
    {
        var configuration = new MelangeConfiguration
        {
            File = "c.yaml",
            Name = "c",
            NameText = Text("c"),
            Version = "1",
            Epoch = 0,
            Variables = new Dictionary<string, SourceText> { ["empty"] = Text(""), ["flag"] = Text("true") },
        };
        return new Scope { Package = new PackageVariables(configuration, "x86_64"), File = "c.yaml" };
    }
}
