using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Wolfictl.Hosting.Telemetry;

/// <summary>The one source of traces and the one meter of wolfictl's own; what the runtime and ASP.NET Core measure is subscribed to beside them.</summary>
public static class WolfictlTelemetry
{
    /// <summary>Name of both.</summary>
    public const string Name = "Wolfictl";

    /// <summary>Starts spans.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Makes instruments.</summary>
    public static Meter Meter { get; } = new(Name);
}
