using Wolfictl.Contracts;
using Wolfictl.Scheduler.Engines;
using Wolfictl.Scheduler.Logs;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Time;

namespace Wolfictl.Scheduler.Tests.Logs;

public sealed class DirectoryJobLogsTests
{
    [Fact]
    public async Task Write_EachLineAfterItsTime_AndToWhoeverFollows()
    {
        using var folder = new TemporaryFolder();
        var clock = new ManualClock(Given.Now);
        var key = new JobKey(BuildId.Of(RequestId.New()), Architecture.Aarch64, 2);
        var followed = new List<JobLogLine>();
        var logs = new DirectoryJobLogs(folder, clock, followed.Add);
        await using (var log = logs.Open(key))
        {
            await log.WriteAsync("first", CancellationToken.None);
            clock.Advance(TimeSpan.FromMilliseconds(1_500));
            await log.WriteAsync("second", CancellationToken.None);

            Assert.Equal(folder[$"{key.Build}/aarch64-2.log"], log.Location);
            Assert.Equal(["2026-03-01T12:00:00.000Z first", "2026-03-01T12:00:01.500Z second"], await File.ReadAllLinesAsync(log.Location));
        }

        Assert.Equal([new JobLogLine(key, "first"), new JobLogLine(key, "second")], followed);
        await using var again = logs.Open(key);
        Assert.Empty(await File.ReadAllTextAsync(again.Location));
    }
}
