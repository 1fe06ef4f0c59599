namespace Wolfictl.TestKit.Files;

/// <summary>Real configurations of a distribution, which are no part of this repository.</summary>
public static class Corpus
{
    /// <summary>Names the folder that holds one folder a snapshot: <c>wolfi-os-2023-03-27</c>, <c>wolfi-os-2026-08-22</c>.</summary>
    public const string Variable = "WOLFI_CORPUS";

    /// <summary>The folder of one snapshot.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    public static string Snapshot(string name)
    {
        var root = Environment.GetEnvironmentVariable(Variable)
            ?? throw new DirectoryNotFoundException($"{Variable} is not set. Mark the test [RequiresCorpusFact].");
        var folder = Path.GetFullPath(Path.Combine(root, name));
        return Directory.Exists(folder) ? folder : throw new DirectoryNotFoundException($"{Variable} is '{root}', which has no folder '{name}'.");
    }
}
