using System.Globalization;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.Scheduler.Logs;

namespace Wolfictl.Submitter.Pods;

/// <summary>Where a pod's story goes: log lines to one writer, changes of state to the other, never two at once.</summary>
internal sealed class PodLines(TextWriter logs, TextWriter states)
{
    private readonly Lock _gate = new();
    private string _last = "";

    /// <summary>A change of state; the same twice is said once.</summary>
    public void State(string text)
    {
        lock (_gate)
        {
            if (text != _last)
            {
                _last = text;
                logs.Flush();
                states.WriteLine(text);
            }
        }
    }

    /// <summary>A line of a container's log, made harmless; or that lines are missing.</summary>
    public void Log(string container, PodLogEntry entry)
    {
        lock (_gate)
        {
            switch (entry)
            {
                case PodLogLine line:
                    logs.Write(container);
                    logs.Write(" | ");
                    logs.Write(LogText.Neutralise(line.Content.Span));
                    logs.WriteLine(line.CutBytes > 0 ? string.Create(CultureInfo.InvariantCulture, $" … {line.CutBytes} bytes left out") : "");
                    break;
                case PodLogGap gap:
                    logs.Flush();
                    states.WriteLine($"{container}: lines may be missing here: {gap.Reason}");
                    break;
            }
        }
    }

    /// <summary>Before the process waits.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            logs.Flush();
        }
    }
}
