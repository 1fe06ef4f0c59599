using Wolfictl.TestKit;
using Wolfictl.TestKit.Files;

namespace Wolfictl.EndToEnd.Tests;

/// <summary><c>--bundle-base</c> where it can't be used.</summary>
public sealed class BundleBaseTests
{
    [Fact]
    public async Task BaseThatIsAway_ExitsThreeAndSaysWhatToDo()
    {
        var image = $"127.0.0.1:{LoopbackPort.Free()}/wolfictl:1";
        using var folder = new TemporaryFolder();
        var bundle = await CacheScene.CommandAsync("bundle", "-d", Checkout.TinyDistro, "--bundle-repo", $"oci:{folder["layout"]}", "--bundle-base", image);
        Assert.Equal(3, bundle.ExitCode);
        Assert.All([image, "--bundle-base", "WOLFICTL_BUNDLE_BASE", "none"], word => Assert.Contains(word, bundle.ErrorText, StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder["layout"]));
    }

    [Fact]
    public async Task BaseThatIsAway_StopsACacheBeforeItFetches()
    {
        await using var scene = new CacheScene();
        scene.Package("one", "one.tar.gz", CacheScene.Content("one"));
        var cache = await scene.RunAsync("--bundle-repo", $"oci:{scene.Scratch["layout"]}", "--bundle-base", $"127.0.0.1:{LoopbackPort.Free()}/wolfictl:1");
        Assert.Equal(3, cache.ExitCode);
        Assert.Empty(scene.Mirror.Requests);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("localhost:5000/wolfictl")]
    [InlineData("")]
    public async Task BaseThatIsNoReference_ExitsTwoForEveryCommand(string image)
    {
        foreach (var (program, arguments) in new (string, string[])[]
        {
            ("wolfictl", ["bundle", "-d", Checkout.TinyDistro, "--bundle-repo", "localhost:5000/x"]),
            ("wolfictl", ["submit", "-d", Checkout.TinyDistro, "--queue", "amqp://localhost", "--bundle-repo", "localhost:5000/x", "greet"]),
            ("wolfictl", ["cache", "-d", Checkout.TinyDistro]),
            ("wolfictl-cache-worker", ["run", "--queue", "amqp://localhost", "--allow-repository", "localhost:5000/x"]),
        })
        {
            var (status, _, errors) = await Command.RunAsync(null, Farm.Executable(program), [.. arguments, "--bundle-base", image]);
            Assert.True(status == 2, $"{program} {arguments[0]}: {status} {errors}");
            Assert.Contains("--bundle-base", errors, StringComparison.Ordinal);
        }
    }
}
