using Wolfictl.Melange.Apk;

namespace Wolfictl.Melange.Tests.Apk;

/// <summary>How apk-tools orders versions.</summary>
public sealed class ApkVersionTests
{
    [Theory]
    [InlineData("1.0", "=", "1.0")]
    [InlineData("1", "<", "2")]
    [InlineData("9", "<", "10")]
    [InlineData("1.9", "<", "1.10")]
    [InlineData("1.10", "<", "1.11")]
    [InlineData("2.34", ">", "0.1.0_alpha")]
    [InlineData("1.0", "<", "1.0.0")]
    [InlineData("1.0", "<", "1.0.1")]
    [InlineData("1.0.1", "<", "1.1")]
    [InlineData("1.1", ">", "1.05")]
    [InlineData("1.05", "<", "1.1")]
    [InlineData("1.05", "<", "1.06")]
    [InlineData("1.010", "<", "1.02")]
    [InlineData("1.0", "<", "1.00")]
    [InlineData("01.2", "=", "1.2")]
    [InlineData("1.2a", ">", "1.2")]
    [InlineData("1.2a", "<", "1.2b")]
    [InlineData("1.2a", "<", "1.2.1")]
    [InlineData("1.2.3z", "<", "1.2.4")]
    [InlineData("1.0_alpha", "<", "1.0_beta")]
    [InlineData("1.0_beta", "<", "1.0_pre")]
    [InlineData("1.0_pre", "<", "1.0_rc")]
    [InlineData("1.0_rc", "<", "1.0")]
    [InlineData("1.0_rc9", "<", "1.0")]
    [InlineData("1.0_rc1", "<", "1.0_rc2")]
    [InlineData("1.0_rc9", "<", "1.0_rc10")]
    [InlineData("1.0_rc", "<", "1.0_rc1")]
    [InlineData("1.0_rc0", ">", "1.0_rc")]
    [InlineData("1.0_alpha2", "<", "1.0_beta1")]
    [InlineData("1.0", "<", "1.0_cvs")]
    [InlineData("1.0_cvs", "<", "1.0_svn")]
    [InlineData("1.0_svn", "<", "1.0_git")]
    [InlineData("1.0_git20230101", "<", "1.0_git20240101")]
    [InlineData("1.0_git", "<", "1.0_hg")]
    [InlineData("1.0_hg", "<", "1.0_p")]
    [InlineData("1.0_p1", "<", "1.0_p2")]
    [InlineData("1.0_p1", "<", "1.0a")]
    [InlineData("1.0_p1", "<", "1.0.1")]
    [InlineData("1.0_rc1_git1", ">", "1.0_rc1")]
    [InlineData("1.0_rc1_alpha", "<", "1.0_rc1")]
    [InlineData("1.0-r0", ">", "1.0")]
    [InlineData("1.0-r0", "<", "1.0-r1")]
    [InlineData("1.0-r9", "<", "1.0-r10")]
    [InlineData("1.0-r00", "=", "1.0-r0")]
    [InlineData("1.0-r5", "<", "1.0.1-r0")]
    [InlineData("1.0-r5", "<", "1.0a-r0")]
    [InlineData("1.0_rc1-r5", "<", "1.0-r0")]
    [InlineData("1.0_p1-r0", ">", "1.0-r9")]
    [InlineData("1.0~abc", ">", "1.0")]
    [InlineData("1.0~abc", "<", "1.0~abd")]
    [InlineData("1.0~abc-r0", "<", "1.0~abc-r1")]
    [InlineData("1.0~abc", ">", "1.0-r3")]
    [InlineData("1.0_git1~ab", ">", "1.0_git1")]
    [InlineData("20220614-r4", "<", "20230106-r0")]
    [InlineData("99999999999999999999999999", ">", "99999999999999999999999998")]
    [InlineData("1.99999999999999999999999999", "<", "1.100000000000000000000000000")]
    public void Compare_AsApkDoes(string left, string relation, string right)
    {
        var (a, b) = (ApkVersion.Parse(left), ApkVersion.Parse(right));
        var expected = relation switch { "<" => -1, ">" => 1, _ => 0 };

        Assert.Equal(expected, Math.Sign(ApkVersion.Compare(a, b)));
        Assert.Equal(-expected, Math.Sign(ApkVersion.Compare(b, a)));
        Assert.Equal(expected == 0, a == b);
        Assert.True(expected != 0 || a.GetHashCode() == b.GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData(".1")]
    [InlineData("v1.0")]
    [InlineData("1.")]
    [InlineData("1..2")]
    [InlineData("1.0ab")]
    [InlineData("1.0a1")]
    [InlineData("1.0a.1")]
    [InlineData("1.0A")]
    [InlineData("1.0_")]
    [InlineData("1.0_foo")]
    [InlineData("1.0_rc1.2")]
    [InlineData("1.0_rc1a")]
    [InlineData("1.0~")]
    [InlineData("1.0~XYZ")]
    [InlineData("1.0~abc_rc1")]
    [InlineData("1.0-")]
    [InlineData("1.0-r")]
    [InlineData("1.0-1")]
    [InlineData("1.0-r1-r2")]
    [InlineData("1.0-r1.2")]
    [InlineData("1.0 ")]
    [InlineData("1,0")]
    public void TryParse_NoVersion_IsRefused(string text)
    {
        Assert.False(ApkVersion.TryParse(text, out _));
        Assert.Throws<FormatException>(() => ApkVersion.Parse(text));
    }

    [CorpusFact]
    public void TryParse_RealVersions_AreVersions()
    {
        var none = Corpus.Year2023.Configurations.Values.Concat(Corpus.Year2026.Configurations.Values)
            .Where(configuration => !ApkVersion.TryParse(configuration.FullVersion, out _))
            .Select(configuration => configuration.ApkFileName);

        Assert.Empty(none);
    }
}
