using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Tests.Planning;

public sealed class MakefileTargetsTests
{
    [Theory]
    [InlineData("all: a b\n", true, TargetFormat.Apk)]
    [InlineData("all a:: b\n", true, TargetFormat.Apk)]
    [InlineData("package/%:\n\tmelange build $*.yaml\n", false, TargetFormat.Package)]
    [InlineData("package/hello package/other: key\n", false, TargetFormat.Package)]
    [InlineData("list:\n\t@echo\npackage/% : $(KEY) \\\n  more\n", false, TargetFormat.Package)]
    [InlineData("all := yes\nall ::= yes\nall :::= yes\nall = package/%: x\n", false, TargetFormat.Apk)]
    [InlineData("\tall: recipe\n# all: comment\n.PHONY: all package/x\n", false, TargetFormat.Apk)]
    [InlineData("define rule\nall: x\npackage/%: y\nendef\n", false, TargetFormat.Apk)]
    [InlineData("define rule\nx\nendef\nall: x\n", true, TargetFormat.Apk)]
    [InlineData("packages/%: x\npackages/$(ARCH)/%.apk: y\n", false, TargetFormat.Apk)]
    [InlineData("$(addprefix a,$(X:%=y)) all: z\r\n", true, TargetFormat.Apk)]
    [InlineData("all: CFLAGS = -O2\nall: export X:=1\nall:Y?=1\n", false, TargetFormat.Apk)]
    [InlineData("  all : a=b.txt/c $(X)\n", false, TargetFormat.Apk)]
    [InlineData("  all : b.txt/c $(X) a=b\n", true, TargetFormat.Apk)]
    [InlineData("all:\n", true, TargetFormat.Apk)]
    [InlineData("all: ; @echo a=b\n", true, TargetFormat.Apk)]
    [InlineData("", false, TargetFormat.Apk)]
    public void Parse_Text_FindsRules(string text, bool all, TargetFormat format) =>
        Assert.Equal(new MakefileTargets(true, all, format), MakefileTargets.Parse(text));

    [Fact]
    public void Read_NoMakefile_IsApkForm()
    {
        using var directory = new ScratchDistribution();

        Assert.Equal(new MakefileTargets(false, false, TargetFormat.Apk), MakefileTargets.Read(directory.Directory));
    }

    [Fact]
    public void Read_GnuMakefile_ComesFirst()
    {
        using var directory = new ScratchDistribution().Write("Makefile", "all: x\n").Write("GNUmakefile", "package/%: x\n");

        Assert.Equal(TargetFormat.Package, MakefileTargets.Read(directory.Directory).Format);
    }
}
