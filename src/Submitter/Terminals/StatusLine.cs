using System.Globalization;

namespace Wolfictl.Submitter.Terminals;

/// <summary>Lines on standard error, and on a terminal one more below them that says what is going on; it is wiped before each line and at the end.</summary>
internal sealed class StatusLine : IDisposable
{
    private const string Wipe = "\r\u001b[2K";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly TextWriter _writer;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly ITimer? _timer;
    private readonly Lock _lock = new();
    private string _text = "";
    private bool _disposed;

    public StatusLine(Streams streams, TimeProvider clock)
    {
        _writer = streams.Diagnostics;
        _clock = clock;
        _started = clock.GetTimestamp();
        _timer = streams.IsTerminal ? clock.CreateTimer(_ => Draw(), null, Interval, Interval) : null;
    }

    /// <summary>What is going on.</summary>
    public void Set(string text)
    {
        lock (_lock)
        {
            _text = text;
        }
    }

    /// <summary>A line that stays.</summary>
    public void Write(string line)
    {
        lock (_lock)
        {
            _writer.WriteLine(_timer is null ? line : Wipe + line);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (!_disposed && _timer is not null)
            {
                _writer.Write(Wipe);
            }

            _disposed = true;
        }

        _timer?.Dispose();
    }

    private void Draw()
    {
        lock (_lock)
        {
            if (!_disposed && _text.Length > 0)
            {
                var elapsed = _clock.GetElapsedTime(_started);
                var width = Math.Max(Console.WindowWidth - 1, 20);
                var line = string.Create(CultureInfo.InvariantCulture, $"[{(int)elapsed.TotalMinutes}:{elapsed.Seconds:00}] {_text}");
                _writer.Write(Wipe + (line.Length > width ? line[..width] : line));
            }
        }
    }
}
