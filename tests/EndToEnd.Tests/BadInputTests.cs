using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>What a person can get wrong: one clear sentence each, exit status 2, nothing made.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Configuration = "package:\n  name: {0}\n  version: 1.0\n  epoch: 0\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Submit_UnknownPackage_NamesNearest()
    {
        var submit = await RefusedAsync("-d", Checkout.TinyDistro, "greeet");
        Assert.Contains("greeet", submit, StringComparison.Ordinal);
        Assert.Contains("greet", submit.Replace("greeet", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_NameThatIsNone_IsRefused() => Assert.Contains("no package name", await RefusedAsync("-d", Checkout.TinyDistro, "$(reboot)"), StringComparison.Ordinal);

    [Fact]
    public async Task Submit_DirectoryWithoutConfigurations_SaysSo()
    {
        _folder.Write("README", "nothing");
        Assert.Contains("no configuration", await RefusedAsync("-d", _folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_NoSuchDirectory_SaysSo() => Assert.Contains("no such directory", await RefusedAsync("-d", _folder["absent"]), StringComparison.Ordinal);

    [Fact]
    public async Task Submit_YamlThatDoesNotParse_NamesFileLineAndColumn()
    {
        _folder.Write("good.yaml", Text("good"));
        _folder.Write("broken.yaml", "package:\n  name: [broken\n");
        Assert.Matches(@"broken\.yaml:\d+:\d+: ", await RefusedAsync("-d", _folder));
    }

    [Fact]
    public async Task Submit_TwoConfigurationsOfOneName_ShowsBothFiles()
    {
        _folder.Write("one.yaml", Text("same"));
        _folder.Write("two.yaml", Text("same"));
        var error = await RefusedAsync("-d", _folder);
        Assert.Contains("one.yaml", error, StringComparison.Ordinal);
        Assert.Contains("two.yaml", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_UnknownArchitecture_IsNamedWithTheList()
    {
        var error = await RefusedAsync("-d", Checkout.TinyDistro, "-a", "riscv64", "greet");
        Assert.Contains("riscv64", error, StringComparison.Ordinal);
        Assert.Contains("x86_64", error, StringComparison.Ordinal);
        Assert.Contains("aarch64", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_QueueThatIsNoAmqpUri_SaysWhatIsExpected()
    {
        var error = await RefusedAsync("-d", Checkout.TinyDistro, "--queue", "http://localhost", "--bundle-repo", "localhost:5000/wolfi", "greet");
        Assert.Contains("--queue", error, StringComparison.Ordinal);
        Assert.Contains("amqp://", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_QueueWithoutBundleRepository_SaysWhatIsMissing() =>
        Assert.Contains("--bundle-repo", await RefusedAsync("-d", Checkout.TinyDistro, "--queue", "amqp://localhost", "greet"), StringComparison.Ordinal);

    [Fact]
    public async Task Submit_LinkThatLeavesTheDirectory_IsRefusedByName()
    {
        _folder.CopyFrom(Checkout.TinyDistro);
        File.CreateSymbolicLink(_folder["escape"], "/etc/passwd");
        var error = await RefusedAsync("-d", _folder, "moon-phase");
        Assert.Contains("escape", error, StringComparison.Ordinal);
    }

    [OtherUserFact]
    public async Task Submit_UnreadableDirectory_SaysWhich()
    {
        const UnixFileMode Open = (UnixFileMode)0b111_111_111;
        _folder.CopyFrom(Checkout.TinyDistro);
        File.SetUnixFileMode(_folder, Open);
        File.SetUnixFileMode(_folder.CreateFolder("state"), Open);
        File.SetUnixFileMode(_folder.CreateFolder("closed"), UnixFileMode.None);
        var (file, arguments) = OtherUserFactAttribute.Command(Farm.Executable("wolfictl"), "submit", "-d", _folder, "moon-phase");
        var submit = await ChildProcess.RunAsync(file, arguments, environment: Surroundings);
        Assert.True(submit.ExitCode == 2, $"exit status {submit.ExitCode}: {submit.ErrorText}");
        Assert.Contains("closed", submit.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_FifoAmongTheConfigurations_IsNotWaitedFor()
    {
        _folder.Write("good.yaml", Text("good"));
        Assert.Equal(0, (await ChildProcess.RunAsync("mkfifo", [_folder["pipe.yaml"]])).ExitCode);
        Assert.Contains("pipe.yaml", await RefusedAsync("-d", _folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_OutThatCannotBeMade_IsRefusedBeforeAnythingIsBuilt()
    {
        var file = _folder.Write("file", "no folder");
        Assert.Contains("--out", await RefusedAsync("-d", Checkout.TinyDistro, "--out", file, "greet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OnlyWithDependents_IsRefused()
    {
        var plan = await RunAsync("plan", "-d", Checkout.TinyDistro, "--only", "--dependents", "greet");
        Assert.Equal(2, plan.ExitCode);
        Assert.Contains("--only and --dependents", plan.ErrorText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--arch")]
    [InlineData("--no-such-flag")]
    [InlineData("--priority=urgent")]
    [InlineData("--cpu=many")]
    [InlineData("-r=$(id)")]
    public async Task Submit_FlagThatCannotBeUsed_ExitsTwo(string flag) => Assert.NotEmpty(await RefusedAsync("-d", Checkout.TinyDistro, "greet", flag));

    [Fact]
    public async Task Cancel_OfNoRequestId_ExitsTwo()
    {
        var cancel = await RunAsync("cancel", "--queue", "amqp://localhost", "all");
        Assert.Equal(2, cancel.ExitCode);
        Assert.Contains("no request id", cancel.ErrorText, StringComparison.Ordinal);
    }

    private static string Text(string name) => Configuration.Replace("{0}", name, StringComparison.Ordinal);

    private async Task<string> RefusedAsync(params string[] arguments)
    {
        var submit = await RunAsync(["submit", .. arguments]);
        Assert.True(submit.ExitCode == 2, $"exit status {submit.ExitCode}: {submit.ErrorText}");
        Assert.Empty(submit.Output);
        Assert.DoesNotContain("   at ", submit.ErrorText, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["packages"]));
        return submit.ErrorText;
    }

    private Task<FinishedProcess> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync(Farm.Executable("wolfictl"), arguments, environment: Surroundings);

    private Dictionary<string, string?> Surroundings => new()
    {
        ["WOLFICTL_QUEUE"] = null,
        ["REPO"] = null,
        ["HOME"] = _folder["state"],
        ["XDG_STATE_HOME"] = _folder["state"],
    };
}
