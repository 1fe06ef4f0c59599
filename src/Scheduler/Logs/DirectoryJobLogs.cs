using System.Globalization;
using System.Text;
using Wolfictl.Contracts;
using Wolfictl.Scheduler.Engines;

namespace Wolfictl.Scheduler.Logs;

/// <summary>Logs as files <c>&lt;directory&gt;/&lt;build&gt;/&lt;architecture&gt;-&lt;attempt&gt;.log</c>, each line after its time in UTC.</summary>
public sealed class DirectoryJobLogs(string directory, TimeProvider clock, Action<JobLogLine>? follow = null) : IJobLogs
{
    /// <inheritdoc />
    public IJobLog Open(JobKey job)
    {
        var file = Path.Combine(directory, job.Build.ToString(), string.Create(CultureInfo.InvariantCulture, $"{job.Architecture.MelangeName()}-{job.Attempt}.log"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new FileLog(file, job, clock, follow);
    }

    private sealed class FileLog(string file, JobKey job, TimeProvider clock, Action<JobLogLine>? follow) : IJobLog
    {
        private readonly StreamWriter _writer = new(
            new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        {
            AutoFlush = true,
        };

        public string Location => file;

        public async ValueTask WriteAsync(string line, CancellationToken cancellationToken)
        {
            var time = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            await _writer.WriteLineAsync($"{time} {line}".AsMemory(), cancellationToken).ConfigureAwait(false);
            follow?.Invoke(new JobLogLine(job, line));
        }

        public ValueTask DisposeAsync() => _writer.DisposeAsync();
    }
}
