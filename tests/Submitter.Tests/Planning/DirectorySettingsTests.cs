using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Melange.Config;
using Wolfictl.Submitter.Planning;
using Format = Wolfictl.Melange.Planning.TargetFormat;

namespace Wolfictl.Submitter.Tests.Planning;

public sealed class DirectorySettingsTests
{
    private static readonly PlanOptions Flags = new() { Directory = "/distro" };

    [Fact]
    public void Settings_CompleteWhatNoFlagSays()
    {
        var options = DirectorySettings.Complete(Flags, new DistributionSettings { TargetFormat = Format.Package, Architectures = ["aarch64"], Repositories = ["https://a.example/os"] });
        Assert.Equal(TargetFormat.Package, options.TargetFormat);
        Assert.Equal([Architecture.Aarch64], options.Architectures);
        Assert.Equal(["https://a.example/os"], options.Repositories.Select(r => r.Value));
    }

    [Fact]
    public void Flags_GoBeforeSettings()
    {
        var flags = Flags with { TargetFormat = TargetFormat.Apk, Architectures = [Architecture.X86_64] };
        var options = DirectorySettings.Complete(flags, new DistributionSettings { TargetFormat = Format.Package, Architectures = ["aarch64"] });
        Assert.Equal(TargetFormat.Apk, options.TargetFormat);
        Assert.Equal([Architecture.X86_64], options.Architectures);
    }

    [Theory]
    [InlineData("riscv64", "https://a.example")]
    [InlineData("x86_64", "$(reboot)")]
    public void ValueThatCannotBeUsed_NamesTheFile(string architecture, string repository)
    {
        var refused = Assert.Throws<CommandException>(() => DirectorySettings.Complete(Flags, new DistributionSettings { Architectures = [architecture], Repositories = [repository] }));
        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        Assert.StartsWith("/distro/.wolfictl.yaml: ", refused.Message, StringComparison.Ordinal);
    }
}
