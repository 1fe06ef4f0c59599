using FsCheck;
using FsCheck.Fluent;
using Wolfictl.Melange.Apk;
using Wolfictl.Melange.Config.Substitution.GoRegex;
using Wolfictl.Melange.Planning;
using Wolfictl.Melange.Tests.Hostile;

namespace Wolfictl.Melange.Tests;

/// <summary>What holds for whatever is put in.</summary>
public sealed class PropertyTests
{
    private static readonly Gen<string> Versions =
        from first in Number
        from more in Gen.ListOf(Number, 3)
        from letter in Gen.Elements("", "", "a", "b", "z")
        from suffix in Gen.Elements("", "", "_alpha", "_beta", "_pre", "_rc", "_cvs", "_svn", "_git", "_hg", "_p")
        from number in Gen.Elements("", "0", "1", "10", "2")
        from hash in Gen.Elements("", "", "~ab12")
        from revision in Gen.Elements("", "-r0", "-r1", "-r10", "-r2")
        select string.Join('.', more.Take(first.Length % 4).Prepend(first)) + letter + suffix + (suffix.Length > 0 ? number : "") + hash + revision;

    private static Gen<string> Number => Gen.Elements("0", "1", "2", "9", "10", "05", "007", "20240101");

    [Fact]
    public void ApkVersions_AreTotallyOrdered() => Check(
        from a in Versions from b in Versions from c in Versions select (a, b, c),
        versions =>
        {
            var (a, b, c) = (ApkVersion.Parse(versions.a), ApkVersion.Parse(versions.b), ApkVersion.Parse(versions.c));
            var swapped = Math.Sign(ApkVersion.Compare(a, b)) == -Math.Sign(ApkVersion.Compare(b, a));
            var equal = ApkVersion.Compare(a, a) == 0 && (a != b || a.GetHashCode() == b.GetHashCode());
            var transitive = !(a <= b && b <= c) || a <= c || HasZeros(versions.a + versions.b + versions.c);
            return swapped && equal && transitive;

            // With leading zeros apk's own order goes in circles: 1.9 < 1.10 by number, 1.05 < 1.9 and 1.10 > 1.05 as text.
            static bool HasZeros(string text) => text.Contains(".0", StringComparison.Ordinal);
        });

    [Fact]
    public void Names_WithoutConstraint_NeverHoldOne() => Check(
        from text in Gen.ArrayOf(Gen.Elements("a", "-", "=", "~", "<", ">", "@", " ", "!", ".", ":", "1")) select string.Concat(text),
        text => !PackageNames.WithoutConstraint(text).Any("=~<>@ ".Contains));

    [Fact]
    public void Names_ThatAreValid_AreNothingElseToAShell() => Check(
        Gen.ArrayOf(Gen.Choose(0, 300)),
        codes =>
        {
            var name = string.Concat(codes.Select(code => (char)code));
            return PackageNames.IsValid(name) == System.Text.RegularExpressions.Regex.IsMatch(name, @"\A[A-Za-z0-9][A-Za-z0-9+._-]{0,63}\z");
        });

    [Fact]
    public void Distance_OfNames_IsSymmetricAndBounded() => Check(
        from a in Word from b in Word select (a, b),
        words => NearestNames.Distance(words.a, words.b, 99) == NearestNames.Distance(words.b, words.a, 99)
            && NearestNames.Distance(words.a, words.a, 99) == 0
            && NearestNames.Distance(words.a, words.b, 99) <= Math.Max(words.a.Length, words.b.Length));

    [Fact]
    public void Patterns_Quoted_MatchThemselvesAlone() => Check(
        Gen.ArrayOf(Gen.Choose(1, 0x2000)),
        codes =>
        {
            var text = string.Concat(codes.Select(code => (char)code));
            var escaped = string.Concat(text.Select(c => c < 128 && !char.IsAsciiLetterOrDigit(c) ? "\\" + c : c.ToString()));
            var replaced = GoPattern.Parse($"^{escaped}$").ReplaceAll(text, "$$ok", 10_000, TimeSpan.FromMinutes(1));
            return replaced == "$ok" && GoPattern.Parse(escaped + "x").ReplaceAll(text, "no", 10_000, TimeSpan.FromMinutes(1)) == text;
        });

    [Fact]
    public void Patterns_OfAnything_AreTakenOrRefused() => Check(
        Gen.ArrayOf(Gen.Elements(
            "a", "b", "(", ")", "(?:", "(?P<n>", "(?i)", "(?U)", "[", "]", "[^", "-", "*", "+", "?", "{", "}", "{2}", "{1,3}", "|", "^", "$", ".", "\\", "\\d", "\\W", "\\pL", "\\Q", "\\E", "[:alpha:]", "\\b", "é", ",", "0")),
        pieces =>
        {
            try
            {
                return GoPattern.Parse(string.Concat(pieces)).ReplaceAll("abba 0", "<$0>", 10_000, TimeSpan.FromMinutes(1)) is not null;
            }
            catch (GoPatternException e)
            {
                return e.Message.Length > 10;
            }
        });

    [Fact]
    public void Replacements_WithoutDollar_AreTaken_AsTheyStand() => Check(
        Gen.ArrayOf(Gen.Choose(1, 0x500)),
        codes =>
        {
            var text = string.Concat(codes.Select(code => (char)code)).Replace("$", "", StringComparison.Ordinal);
            return GoPattern.Parse("^.*$").ReplaceAll("abc", text, 10_000, TimeSpan.FromMinutes(1)) == text;
        });

    [Fact]
    public void Texts_OfYamlPieces_AreReadOrRefused() => Check(
        Gen.ArrayOf(Gen.Elements(
            "package:", " name: x\n", " version: 1\n", "\n", " ", "- ", ": ", "a", "&a ", "*a", "<<: ", "[", "]", "{", "}", ",", "|\n", ">\n", "\"", "'", "#", "? ", "vars:\n", "pipeline:\n", "subpackages:\n", "uses: fetch\n", "range: ", "${{vars.a}}", "\t", "---\n", "\r")),
        pieces =>
        {
            Trial.Run("package: {name: x, version: 1}\n" + string.Concat(pieces));
            Trial.Run(string.Concat(pieces));
            return true;
        });

    [Fact]
    public void Bytes_OfAnything_AreReadOrRefused() => Check(
        Gen.ArrayOf(Gen.Choose(0, 255)),
        bytes =>
        {
            Trial.Run([.. bytes.Select(value => (byte)value)]);
            return true;
        });

    [Fact]
    public void Makefiles_OfAnything_AreRead() => Check(
        Gen.ArrayOf(Gen.Elements("all", ":", "=", "package/%", " ", "\n", "\t", "\\\n", "$(", ")", "define x\n", "endef\n", "#", "::", "\r\n")),
        pieces => MakefileTargets.Parse(string.Concat(pieces)).HasMakefile);

    private static Gen<string> Word => from letters in Gen.ArrayOf(Gen.Elements('a', 'b', 'c', '-')) select new string(letters);

    private static void Check<T>(Gen<T> inputs, Func<T, bool> holds) =>
        Prop.ForAll(inputs.ToArbitrary(), holds).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(60));
}
