namespace Wolfictl.Hosting;

/// <summary>Where files belong (XDG Base Directory Specification).</summary>
public static class StandardPaths
{
    /// <summary>What is kept between runs: <c>$XDG_STATE_HOME/wolfictl</c>, else <c>~/.local/state/wolfictl</c>.</summary>
    public static string State => Path.Combine(Of("XDG_STATE_HOME", ".local/state"), "wolfictl");

    /// <summary>Sources fetched and verified, for every run of the embedded mode: <c>$XDG_CACHE_HOME/wolfictl/sources</c>, else in <c>~/.cache</c>.</summary>
    public static string Sources => Path.Combine(Of("XDG_CACHE_HOME", ".cache"), "wolfictl", "sources");

    // The specification has relative paths ignored.
    private static string Of(string variable, string fallback) =>
        Environment.GetEnvironmentVariable(variable) is { } path && Path.IsPathRooted(path)
            ? path
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), fallback);
}
