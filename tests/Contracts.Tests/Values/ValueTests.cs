using System.Globalization;

namespace Wolfictl.Contracts.Tests.Values;

public sealed class ValueTests
{
    private const string Hex = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Theory]
    [InlineData("brotli")]
    [InlineData("0ad")]
    [InlineData("gtk+3.0")]
    [InlineData("libstdc++")]
    [InlineData("py3.11-a_b")]
    [InlineData("A")]
    public void PackageName_Good_IsTakenAsItIs(string name) => Assert.Equal(name, PackageName.Parse(name).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-rf")]
    [InlineData(".hidden")]
    [InlineData("_x")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a=b")]
    [InlineData("a:b")]
    [InlineData("a$(id)")]
    [InlineData("a%")]
    [InlineData("brotli\n")]
    [InlineData("brotli\0")]
    [InlineData("größe")]
    [InlineData("a٣")]
    public void PackageName_Bad_IsRefusedWithThePattern(string? name)
    {
        Assert.False(PackageName.TryParse(name, null, out var parsed));
        Assert.Equal(default, parsed);
        Assert.Contains("letter or digit", Assert.Throws<FormatException>(() => PackageName.Parse(name!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PackageName_Length_EndsAt64()
    {
        Assert.True(PackageName.TryParse(new string('a', 64), null, out _));
        Assert.False(PackageName.TryParse(new string('a', 65), null, out _));
    }

    [Theory]
    [InlineData("--debug")]
    [InlineData("https://packages.example.org/os")]
    [InlineData("key@2026.rsa.pub")]
    [InlineData("a%b+c=d:e,f._~-")]
    public void MakeWord_Good_IsTakenAsItIs(string word) => Assert.Equal(word, MakeWord.Parse(word).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a b")]
    [InlineData("$HOME")]
    [InlineData("`id`")]
    [InlineData("a;b")]
    [InlineData("a'b")]
    [InlineData("a\"b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a*b")]
    [InlineData("{a,b}")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    public void MakeWord_Bad_IsRefused(string? word)
    {
        Assert.False(MakeWord.TryParse(word, null, out _));
        Assert.Throws<FormatException>(() => MakeWord.Parse(word!));
    }

    [Fact]
    public void MakeWord_Length_EndsAt1024()
    {
        Assert.True(MakeWord.TryParse(new string('a', 1024), null, out _));
        Assert.False(MakeWord.TryParse(new string('a', 1025), null, out _));
    }

    [Theory]
    [InlineData("4", "4")]
    [InlineData("500m", "0.5")]
    [InlineData("0.1", "0.1")]
    [InlineData("1e3", "1000")]
    [InlineData("12Gi", "12884901888")]
    [InlineData("1.5Ki", "1536")]
    [InlineData("2k", "2000")]
    [InlineData("1E", "1000000000000000000")]
    [InlineData("17179869184", "17179869184")]
    [InlineData("7Ei", "8070450532247928832")]
    public void Quantity_Good_HasItsValueAndKeepsItsText(string text, string value)
    {
        var quantity = Quantity.Parse(text);

        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), quantity.Value);
        Assert.Equal(text, quantity.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("Gi")]
    [InlineData("4 ")]
    [InlineData(" 4")]
    [InlineData("4gb")]
    [InlineData("4GiB")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("4\0")]
    [InlineData("4\0Gi")]
    [InlineData("4\n")]
    [InlineData("٤")]
    [InlineData("1e3Ki")]
    [InlineData("1e9999")]
    [InlineData("8Ei")]
    [InlineData("10E")]
    [InlineData("99999999999999999999999999999999")]
    public void Quantity_Bad_IsRefused(string? text)
    {
        Assert.False(Quantity.TryParse(text, null, out _));
        Assert.Contains("no quantity above 0", Assert.Throws<FormatException>(() => Quantity.Parse(text!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantity_SameAmountWrittenOtherwise_IsEqual() => Assert.Equal(Quantity.Parse("1"), Quantity.Parse("1000m"));

    [Theory]
    [InlineData("registry.example.org/wolfi@sha256:" + Hex, "registry.example.org/wolfi", false)]
    [InlineData("localhost:5000/a/b__c/d-e.f@sha256:" + Hex, "localhost:5000/a/b__c/d-e.f", false)]
    [InlineData("[::1]:5000/a@sha256:" + Hex, "[::1]:5000/a", false)]
    [InlineData("oci:/var/lib/wolfictl/runs/a b@c@sha256:" + Hex, "oci:/var/lib/wolfictl/runs/a b@c", true)]
    public void DigestReference_Good_IsTakenApart(string text, string repository, bool layout)
    {
        var reference = DigestReference.Parse(text);

        Assert.Equal((repository, $"sha256:{Hex}", layout), (reference.Repository, reference.Digest, reference.IsLayout));
        Assert.Equal(text, reference.ToString());
        Assert.Equal(reference, DigestReference.Of(repository, $"sha256:{Hex}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("registry.example.org/wolfi")]
    [InlineData("registry.example.org/wolfi:latest")]
    [InlineData("registry.example.org/wolfi:latest@sha256:" + Hex)]
    [InlineData("registry.example.org/wolfi@sha256:AAAA")]
    [InlineData("registry.example.org/wolfi@sha512:" + Hex)]
    [InlineData("registry.example.org/wolfi@sha256:" + Hex + "\n")]
    [InlineData("registry.example.org@sha256:" + Hex)]
    [InlineData("registry.example.org/../x@sha256:" + Hex)]
    [InlineData("registry.example.org//x@sha256:" + Hex)]
    [InlineData("registry.example.org/Upper@sha256:" + Hex)]
    [InlineData("user:secret@registry.example.org/x@sha256:" + Hex)]
    [InlineData("http://registry.example.org/x@sha256:" + Hex)]
    [InlineData("oci:relative@sha256:" + Hex)]
    [InlineData("oci:/a\nb@sha256:" + Hex)]
    [InlineData("oci:/a/../b@sha256:" + Hex)]
    [InlineData("oci:/a/./b@sha256:" + Hex)]
    [InlineData("oci:/a/..@sha256:" + Hex)]
    [InlineData("@sha256:" + Hex)]
    public void DigestReference_Bad_IsRefused(string? text)
    {
        Assert.False(DigestReference.TryParse(text, null, out _));
        Assert.Contains("no reference by digest", Assert.Throws<FormatException>(() => DigestReference.Parse(text!)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("01890a5dac96774bbcceb302099a8057")]
    [InlineData("{01890a5d-ac96-774b-bcce-b302099a8057}")]
    [InlineData(" 01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a8057\n")]
    [InlineData("+1890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void Ids_Bad_AreRefused(string? text)
    {
        Assert.False(RequestId.TryParse(text, null, out _));
        Assert.False(BuildId.TryParse(text, null, out _));
        Assert.Contains("expected a UUID", Assert.Throws<FormatException>(() => RequestId.Parse(text!)).Message, StringComparison.Ordinal);
        Assert.Contains("expected a UUID", Assert.Throws<FormatException>(() => BuildId.Parse(text!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_EndlessText_IsShownCut()
    {
        var endless = "\u001b]0;x\a" + new string('9', 1_000_000);

        foreach (var message in new[]
        {
            Assert.Throws<FormatException>(() => RequestId.Parse(endless)).Message,
            Assert.Throws<FormatException>(() => BuildId.Parse(endless)).Message,
            Assert.Throws<FormatException>(() => PackageName.Parse(endless)).Message,
            Assert.Throws<FormatException>(() => MakeWord.Parse(endless)).Message,
            Assert.Throws<FormatException>(() => DigestReference.Parse(endless)).Message,
            Assert.Throws<FormatException>(() => Architectures.Parse(endless)).Message,
        })
        {
            Assert.InRange(message.Length, 1, 300);
            Assert.DoesNotContain('\u001b', message);
        }
    }

    [Fact]
    public void RequestId_New_IsVersion7AndGrowsWithTime()
    {
        var clock = new TestKit.Time.ManualClock();
        var first = RequestId.New(clock);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = RequestId.New(clock);

        Assert.Equal(7, first.Value.Version);
        Assert.True(string.CompareOrdinal(first.ToString(), second.ToString()) < 0);
        Assert.Equal(first, RequestId.Parse(first.ToString().ToUpperInvariant()));
        Assert.Equal(first.ToString(), BuildId.Of(first).ToString());
    }

    [Fact]
    public void Architectures_Names_AreToldToEachSide()
    {
        Assert.Equal(["x86_64", "aarch64"], Architectures.All.Select(a => a.MelangeName()));
        Assert.Equal(["amd64", "arm64"], Architectures.All.Select(a => a.OciName()));
        Assert.False(Architectures.TryParse("X86_64", out _));
        Assert.Contains("'riscv64'", Assert.Throws<FormatException>(() => Architectures.Parse("riscv64")).Message, StringComparison.Ordinal);
    }
}
