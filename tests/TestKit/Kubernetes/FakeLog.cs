using System.Globalization;
using System.Text;

namespace Wolfictl.TestKit.Kubernetes;

/// <summary>The log of a container, as a node keeps it.</summary>
public sealed class FakeLog
{
    private readonly Lock _lock = new();
    private readonly List<(DateTimeOffset Time, byte[] Line)> _lines = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _first;
    private bool _ended;

    /// <summary>Adds a line; its time is told to the tick, with nine digits.</summary>
    public void Write(DateTimeOffset time, string line) => Change(() => _lines.Add((time, Encoding.UTF8.GetBytes(line))));

    /// <summary>The container has ended: who follows is told all there is, then the end.</summary>
    public void End() => Change(() => _ended = true);

    /// <summary>Throws away the first lines, as the kubelet does with logs that are too long.</summary>
    public void Rotate(int lines) => Change(() =>
    {
        _lines.RemoveRange(0, lines);
        _first += lines;
    });

    /// <summary>Where its last lines begin.</summary>
    internal long Last(int lines)
    {
        lock (_lock)
        {
            return _first + Math.Max(0, _lines.Count - lines);
        }
    }

    internal (byte[]? Line, Task Next, bool Ended) Read(ref long position, DateTimeOffset? since, bool timestamps)
    {
        lock (_lock)
        {
            position = Math.Max(position, _first);
            while (position - _first < _lines.Count)
            {
                var (time, line) = _lines[(int)(position++ - _first)];
                if (since is null || time >= since)
                {
                    var prefix = timestamps ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z '", CultureInfo.InvariantCulture) : "";
                    return ([.. Encoding.ASCII.GetBytes(prefix), .. line, (byte)'\n'], Task.CompletedTask, false);
                }
            }

            return (null, _changed.Task, _ended);
        }
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            var changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }
}
