using Wolfictl.TestKit;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>Servers that are away, or not set up.</summary>
public sealed class UnreachableTests
{
    [RequiresFarmFact]
    public async Task Submit_OnAVirginBroker_ExitsThreeAndNamesSetup()
    {
        await using var farm = await Farm.CreateAsync();
        foreach (var wait in new string[][] { [], ["--wait"] })
        {
            var submit = await farm.Submit(farm.TinyDistro(), [.. wait, "moon-phase"]).WaitForExitAsync();
            Assert.Equal(3, submit.ExitCode);
            Assert.Contains("wolfictl-scheduler setup", submit.ErrorText, StringComparison.Ordinal);
            Assert.Empty(submit.Output);
        }
    }

    [RequiresFarmFact]
    public async Task Submit_WithTheBrokerAway_ExitsThreeAndShowsNoPassword()
    {
        await using var farm = await Farm.CreateAsync();
        var submit = await farm.RunAsync("submit", "--queue", $"amqp://me:canary@127.0.0.1:{LoopbackPort.Free()}/", "--bundle-repo", farm.Repository, "-d", farm.TinyDistro(), "moon-phase");
        Assert.Equal(3, submit.ExitCode);
        Assert.Contains("can't be reached", submit.ErrorText, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", submit.ErrorText, StringComparison.Ordinal);
    }

    [RequiresFarmFact]
    public async Task Submit_WithTheRegistryAway_ExitsThreeAndPublishesNothing()
    {
        await using var farm = await Farm.CreateAsync();
        Assert.Equal(0, (await farm.SetUpAsync()).ExitCode);
        var submit = await farm.RunAsync("submit", "--bundle-repo", $"127.0.0.1:{LoopbackPort.Free()}/wolfi", "-d", farm.TinyDistro(), "moon-phase");
        Assert.Equal(3, submit.ExitCode);
        Assert.Equal(0, (await farm.Broker.GetQueueAsync("wolfictl.build-requested"))!.Messages);
    }
}
