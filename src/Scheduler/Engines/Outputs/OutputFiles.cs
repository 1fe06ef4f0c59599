using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines.Outputs;

/// <summary>Finds what a build leaves in <c>packages/&lt;architecture&gt;/</c> of its workspace. Only regular files: by a link a build could name any file of this machine, and nobody would ever write to its fifo.</summary>
internal static class OutputFiles
{
    private const string Index = "APKINDEX.tar.gz";

    /// <summary>The apks and the index, by name.</summary>
    public static IReadOnlyList<OutputFileOnDisk> All(string workspace, Architecture architecture)
    {
        var packages = new DirectoryInfo(Path.Combine(workspace, "packages"));
        var folder = new DirectoryInfo(Path.Combine(packages.FullName, architecture.MelangeName()));
        if (!folder.Exists || packages.LinkTarget is not null || folder.LinkTarget is not null)
        {
            return [];
        }

        return
        [
            .. folder.EnumerateFiles()
                .Where(f => (f.Extension == ".apk" || f.Name == Index) && FileType.IsRegular(f.FullName))
                .OrderBy(f => f.Name, StringComparer.Ordinal)
                .Select(f => new OutputFileOnDisk(f.Name, f.FullName)),
        ];
    }

    /// <summary>The apks alone.</summary>
    public static IEnumerable<OutputFileOnDisk> Apks(string workspace, Architecture architecture) => All(workspace, architecture).Where(f => f.Name != Index);
}
