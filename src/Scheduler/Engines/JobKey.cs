using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines;

/// <summary>One attempt at one architecture of a build: the name under which an engine knows it, so that starting twice is starting once.</summary>
public readonly record struct JobKey(BuildId Build, Architecture Architecture, int Attempt)
{
    /// <summary><c>&lt;build&gt;-&lt;architecture&gt;-&lt;attempt&gt;</c>, fit for a file name.</summary>
    public override string ToString() => $"{Build}-{Architecture.MelangeName()}-{Attempt}";
}
