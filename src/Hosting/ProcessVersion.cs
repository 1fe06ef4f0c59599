using System.Reflection;

namespace Wolfictl.Hosting;

/// <summary>The version of wolfictl that is running.</summary>
public static class ProcessVersion
{
    /// <summary>As in <c>0.1.0</c>.</summary>
    public static string Current { get; } =
        typeof(ProcessVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
