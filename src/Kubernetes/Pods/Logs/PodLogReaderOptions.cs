namespace Wolfictl.Kubernetes.Pods;

/// <summary>How a <see cref="PodLogReader"/> reads.</summary>
public sealed record PodLogReaderOptions
{
    /// <summary>Go on after this place; null: from the beginning.</summary>
    public PodLogPosition? After { get; init; }

    /// <summary>Bytes of a line that are kept, at least 1; default 16 KiB.</summary>
    public int MaxLineBytes { get; init; } = 16 * 1024;

    /// <summary>After how long without a line the log is opened again; more than 0, default 5 min.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After how long without a line the log, which begins as a busy one, is opened again over a connection that pings test; more than 0, default 10 s.</summary>
    public TimeSpan BusySilence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a log that can't be opened is tried once its container has ended; at least 1, default 5.</summary>
    public int MaxAttemptsAfterEnd { get; init; } = 5;

    /// <summary>The clock for waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
