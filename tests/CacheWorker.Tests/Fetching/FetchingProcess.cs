using System.Diagnostics;

namespace Wolfictl.CacheWorker.Tests.Fetching;

/// <summary>The program of tests/CacheWorker.Kills: a fetch in a process of its own.</summary>
internal static class FetchingProcess
{
    public static ProcessStartInfo StartInfo(string folder, string list, params string[] allowHosts)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Wolfictl.CacheWorker.Kills.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet", [program, folder, list, .. allowHosts])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredCompilation"] = "1";
        return start;
    }
}
