using System.Diagnostics;
using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Tests.Planning;

/// <summary>The targets of a plan, given to the real make, over two Makefiles like those that Wolfi has had.</summary>
public sealed class MakeAcceptsTargetsTests
{
    [Theory]
    [InlineData("makefile-apk-form", TargetFormat.Apk)]
    [InlineData("makefile-package-form", TargetFormat.Package)]
    public async Task Plan_Fixture_GivesTargetsThatMakeTakes(string fixture, TargetFormat format)
    {
        using var scratch = await CopyAsync(fixture);
        var distribution = ConfigurationDirectory.Load(scratch.Directory);
        var plan = BuildPlanner.Plan(distribution, new PlanRequest { Packages = ["greet-tools"], Architectures = ["x86_64"] });
        OrderChecker.Check(plan, distribution);

        Assert.Equal(format, plan.Format);
        Assert.Equal(["libgreet", "hello", "greet-tools"], plan.Architectures[0].Packages.Select(package => package.Name));
        foreach (var target in plan.Architectures[0].Targets)
        {
            var (status, output) = await RunAsync(scratch.Directory, "make", "-n", "ARCH=x86_64", target);
            Assert.True(status == 0, output);
            Assert.Contains("build", output, StringComparison.Ordinal);
        }

        var (unknown, _) = await RunAsync(scratch.Directory, "make", "-n", "ARCH=x86_64", "no-such-target");
        Assert.NotEqual(0, unknown);
    }

    [Fact]
    public async Task Plan_EverythingInApkForm_IsAllAndMakeTakesIt()
    {
        using var scratch = await CopyAsync("makefile-apk-form");
        var plan = BuildPlanner.Plan(ConfigurationDirectory.Load(scratch.Directory), new PlanRequest { Architectures = ["x86_64"] });

        Assert.Equal(["all"], plan.Architectures[0].Targets);
        Assert.Equal(0, (await RunAsync(scratch.Directory, "make", "-n", "ARCH=x86_64", "all")).Status);
    }

    private static async Task<ScratchDistribution> CopyAsync(string fixture)
    {
        var scratch = new ScratchDistribution();
        var from = Repository.Fixture(fixture);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            scratch.Write(Path.GetRelativePath(from, file), await File.ReadAllTextAsync(file));
        }

        // The package form asks git for the date of the last commit.
        foreach (var arguments in new string[][] { ["init", "-q"], ["add", "-A"], ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "fixture"] })
        {
            var (status, output) = await RunAsync(scratch.Directory, "git", arguments);
            Assert.True(status == 0, output);
        }

        return scratch;
    }

    private static async Task<(int Status, string Output)> RunAsync(string directory, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
