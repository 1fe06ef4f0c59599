namespace Wolfictl.Oci.Tests.Registry;

/// <summary>A clock whose wall time can be moved; its timers are the system's.</summary>
internal sealed class SkewedTime : TimeProvider
{
    private TimeSpan _ahead;

    public void Advance(TimeSpan time) => _ahead += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;
}
