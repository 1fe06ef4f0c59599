namespace Wolfictl.Kubernetes;

/// <summary>How a <see cref="KubernetesApi"/> behaves towards its server. The defaults suit a service.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>What the server sees as User-Agent, and, up to the slash, as the manager of fields.</summary>
    public string UserAgent { get; init; } = "wolfictl-kubernetes/1";

    /// <summary>The longest wait for a connection; more than 0, default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest time a server may take over one request other than a watch or a log, whole seconds from 1; default 30 s. The server is told; this side waits 5 s longer.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is sent at most while the server asks for patience (429, 503 with Retry-After); 1 to 20, default 12.</summary>
    public int MaxAttempts { get; init; } = 12;

    /// <summary>How often a request is sent at most when it cannot be sent, is cut or the server fails (5xx); 1 to 20, default 4.</summary>
    public int MaxAttemptsAfterFaults { get; init; } = 4;

    /// <summary>The longest time that repeating takes over all; default 2 min. A server that asks for a longer wait is not asked again.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest silence of a watch; 10 s to 1 h, default 5 min. The server is asked to end each watch after about three quarters of it.</summary>
    public TimeSpan WatchSilence { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After how long without traffic a connection is tested with an HTTP/2 ping; at least 1 s, default 10 s.</summary>
    public TimeSpan KeepAlivePingDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to a ping may take before the connection counts as dead; at least 1 s, default 10 s.</summary>
    public TimeSpan KeepAlivePingTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Items in one page of a list; 1 to 5000, default 500.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>The longest answer that is read, in bytes; at least 1 KiB, default 64 MiB.</summary>
    public long MaxResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The longest line of a watch that is read, in bytes; at least 1 KiB, default 4 MiB.</summary>
    public int MaxWatchLineBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The clock for waits and the lifetimes of tokens. Connections, and the pings on them, go by the machine's own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal KubernetesClientOptions Checked()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(UserAgent);
        ArgumentNullException.ThrowIfNull(Time);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(RequestTimeout, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxAttempts, 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttemptsAfterFaults, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxAttemptsAfterFaults, 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryFor, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(WatchSilence, TimeSpan.FromSeconds(10));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(WatchSilence, TimeSpan.FromHours(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepAlivePingDelay, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepAlivePingTimeout, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PageSize, 5000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxResponseBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWatchLineBytes, 1024);
        return this;
    }
}
