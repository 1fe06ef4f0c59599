using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.Scheduler.Engines;
using Wolfictl.Scheduler.Engines.Local;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Time;

namespace Wolfictl.Scheduler.Tests;

public sealed class AbandonedBuildsTests
{
    [Fact]
    public async Task Close_EndsWhatWasUnfinished_Once()
    {
        using var state = new TemporaryFolder();
        var options = Given.Options(state);
        var build = Given.Build();
        using (var store = new SqliteBuildStore(options.StoreFile))
        {
            await store.MigrateAsync(CancellationToken.None);
            await store.AddAsync(build, CancellationToken.None);
        }

        AttemptFolder.Create(options.WorkDirectory, new JobKey(build.Id, Architecture.X86_64, 1));

        Assert.Equal(1, await AbandonedBuilds.CloseAsync(options, new ManualClock(), CancellationToken.None));
        Assert.Equal(0, await AbandonedBuilds.CloseAsync(options, new ManualClock(), CancellationToken.None));

        Assert.Empty(Directory.GetDirectories(options.WorkDirectory));
        using var closed = new SqliteBuildStore(options.StoreFile);
        await closed.MigrateAsync(CancellationToken.None);
        var entry = Assert.Single(await closed.ListUnpublishedAsync(10, CancellationToken.None));
        Assert.Equal(CompletionReason.Interrupted, JsonSerializer.Deserialize(entry.Json, ContractsJson.Default.BuildCompleted)!.Reason);
    }

    [Fact]
    public async Task Close_NothingThere_IsNothing()
    {
        using var state = new TemporaryFolder();

        Assert.Equal(0, await AbandonedBuilds.CloseAsync(Given.Options(state["none"]), new ManualClock(), CancellationToken.None));
    }
}
