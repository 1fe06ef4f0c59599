namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>The constant texts that containers run: nothing is ever pasted into them.</summary>
internal static class PodScripts
{
    /// <summary>For the sdk image; targets are its arguments.</summary>
    public static string Build { get; } = Read("build.sh");

    /// <summary>For the gcloud image.</summary>
    public static string FetchPackages { get; } = Read("fetch-packages.sh");

    /// <summary>For the gcloud image.</summary>
    public static string Upload { get; } = Read("upload.sh");

    private static string Read(string name)
    {
        using var stream = typeof(PodScripts).Assembly.GetManifestResourceStream($"Wolfictl.Scheduler.Engines.Pods.Scripts.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
