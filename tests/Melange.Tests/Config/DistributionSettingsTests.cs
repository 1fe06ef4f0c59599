using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Tests.Config;

public sealed class DistributionSettingsTests
{
    [Fact]
    public void Load_Everything_IsRead()
    {
        using var scratch = new ScratchDistribution().Write(".wolfictl.yaml", """
            target-format: package
            repositories:
              - https://packages.example/os
            keyring: [https://packages.example/os/key.rsa.pub, ./local.rsa.pub]
            architectures: [amd64, aarch64]
            melange: optional
            """);

        var settings = DistributionSettings.Load(scratch.Directory);

        Assert.Equal(TargetFormat.Package, settings.TargetFormat);
        Assert.Equal(["https://packages.example/os"], settings.Repositories);
        Assert.Equal(2, settings.Keyring.Count);
        Assert.Equal(["x86_64", "aarch64"], settings.Architectures);
        Assert.Equal(MelangeUse.Optional, settings.Melange);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("# nothing set\n")]
    public void Load_Nothing_IsTheDefaults(string? text)
    {
        using var scratch = new ScratchDistribution();
        if (text is not null)
        {
            scratch.Write(".wolfictl.yaml", text);
        }

        var settings = DistributionSettings.Load(scratch.Directory);

        Assert.Equal((TargetFormat.Auto, MelangeUse.Required, 0), (settings.TargetFormat, settings.Melange, settings.Repositories.Count));
    }

    [Theory]
    [InlineData("colour: red\n", ".wolfictl.yaml:1:1: There is no setting \"colour\"")]
    [InlineData("melange: optional\ntarget-format: rpm\n", ".wolfictl.yaml:2:16: target-format is auto, apk or package, not \"rpm\".")]
    [InlineData("melange: maybe\n", ".wolfictl.yaml:1:10: melange is required or optional")]
    [InlineData("architectures: [riscv64]\n", ".wolfictl.yaml:1:17: There is no architecture \"riscv64\"")]
    [InlineData("repositories: ['$(touch x)']\n", ".wolfictl.yaml:1:16: An item of repositories must match")]
    [InlineData("repositories: https://x\n", ".wolfictl.yaml:1:15: repositories must be a list")]
    [InlineData("keyring: [\n", ".wolfictl.yaml:")]
    public void Load_Wrong_SaysWhatAndWhere(string text, string expected)
    {
        using var scratch = new ScratchDistribution().Write(".wolfictl.yaml", text);

        Assert.StartsWith(expected, Assert.Throws<ConfigurationException>(() => DistributionSettings.Load(scratch.Directory)).Message, StringComparison.Ordinal);
    }
}
