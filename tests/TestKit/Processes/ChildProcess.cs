using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Wolfictl.TestKit.Processes;

/// <summary>A process that a test started: its lines, its signals, its end. Disposing kills it and its children.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    // Children that outlive the process may keep its streams open: their last lines are not waited for any longer.
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(2);
    private readonly Process _process;
    private readonly ProcessLines _lines = new();
    private readonly Task _reading;
    private readonly string _shown;
    private int _disposed;

    private ChildProcess(Process process, string shown)
    {
        _process = process;
        _shown = shown;
        Id = process.Id;
        _reading = Task.WhenAll(_lines.ReadAsync(process.StandardOutput, errors: false), _lines.ReadAsync(process.StandardError, errors: true));
    }

    public int Id { get; }

    /// <summary>What it wrote to stdout so far.</summary>
    public IReadOnlyList<string> Output => _lines.Of(errors: false);

    /// <summary>What it wrote to stderr so far.</summary>
    public IReadOnlyList<string> Errors => _lines.Of(errors: true);

    public bool HasExited => _process.HasExited;

    /// <summary>Starts an executable; nothing passes through a shell, and stdin is empty.</summary>
    /// <param name="environment">Added to this process' own; null removes a variable.</param>
    /// <param name="newSession">It leads a session and a process group of its own, as under a terminal (with <c>setsid</c>).</param>
    public static ChildProcess Start(
        string fileName,
        IEnumerable<string> arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        bool newSession = false)
    {
        string[] words = newSession ? ["setsid", fileName, .. arguments] : [fileName, .. arguments];
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new ChildProcess(process, string.Join(' ', words));
    }

    /// <summary>Starts an executable and waits for its end.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it was killed.</exception>
    public static async Task<FinishedProcess> RunAsync(
        string fileName,
        IEnumerable<string> arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        await using var process = Start(fileName, arguments, workingDirectory, environment);
        return await process.WaitForExitAsync(timeout, cancellationToken);
    }

    /// <summary>The first line, of stdout or stderr, past or to come, that is as wanted.</summary>
    /// <exception cref="TimeoutException">None came in time; the message holds all that was written.</exception>
    /// <exception cref="InvalidOperationException">The process ended without one.</exception>
    public async Task<string> WaitForLineAsync(Func<string, bool> wanted, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var limit = timeout ?? DefaultTimeout;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var changed = _lines.Changed;
            var done = _reading.IsCompleted || _process.HasExited;
            if (_lines.Of().FirstOrDefault(wanted) is { } line)
            {
                return line;
            }

            if (done)
            {
                await WaitForLastLinesAsync();
                return _lines.Of().FirstOrDefault(wanted)
                    ?? throw new InvalidOperationException($"'{_shown}' ended without the line that was waited for.{Written()}");
            }

            try
            {
                var left = limit - TimeProvider.System.GetElapsedTime(started);
                await Task.WhenAny(changed, _process.WaitForExitAsync(cancellationToken))
                    .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"'{_shown}' did not write the line that was waited for within {limit.TotalSeconds} s.{Written()}");
            }
        }
    }

    /// <summary>The first line, past or to come, that holds a text.</summary>
    public Task<string> WaitForLineAsync(string text, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitForLineAsync(line => line.Contains(text, StringComparison.Ordinal), timeout, cancellationToken);

    /// <summary>Sends a signal; nothing happens if the process has ended.</summary>
    /// <param name="wholeGroup">To its whole group, as a terminal does; it must have been started with a session of its own.</param>
    public void Send(Signal signal, bool wholeGroup = false)
    {
        if (wholeGroup || !_process.HasExited)
        {
            _ = Kill(wholeGroup ? -Id : Id, (int)signal);
        }
    }

    /// <summary>Waits for its end and its last lines.</summary>
    /// <exception cref="TimeoutException">It did not end in time; the message holds all that it wrote.</exception>
    public async Task<FinishedProcess> WaitForExitAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var limit = timeout ?? DefaultTimeout;
        try
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"'{_shown}' did not end within {limit.TotalSeconds} s.{Written()}");
        }

        await WaitForLastLinesAsync();
        return new FinishedProcess(_process.ExitCode, Output, Errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        await WaitForLastLinesAsync();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);

    private Task<Task> WaitForLastLinesAsync() => Task.WhenAny(_reading, Task.Delay(LastLines));

    private string Written() => $" It wrote:\n{string.Join('\n', _lines.Of())}";
}
