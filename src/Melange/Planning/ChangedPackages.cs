using System.ComponentModel;
using System.Diagnostics;
using Wolfictl.Melange.Config;

namespace Wolfictl.Melange.Planning;

/// <summary>What changed in a distribution's directory since a git revision, committed or not.</summary>
public sealed record ChangedPackages
{
    /// <summary>The commit that the revision names.</summary>
    public required string Commit { get; init; }

    /// <summary>Packages whose configuration or source folder changed, sorted; it may be empty, which to a <see cref="PlanRequest"/> would mean every package.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>Every file that changed, relative to the directory, sorted.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Asks git. A package's source folder is the one of its name beside its configuration.</summary>
    /// <param name="distribution">The distribution, in a git working tree.</param>
    /// <param name="revision">Any revision that git understands.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MelangeException">There is no such revision, no git, or no working tree.</exception>
    public static async Task<ChangedPackages> SinceAsync(Distribution distribution, string revision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        ArgumentException.ThrowIfNullOrEmpty(revision);
        var directory = distribution.Directory;
        var commit = (await GitAsync(directory, ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], cancellationToken).ConfigureAwait(false)).Trim();
        if (commit.Length == 0)
        {
            throw new MelangeException($"git knows no revision \"{Excerpt.Of(revision)}\" in {directory}.");
        }

        var changed = await GitAsync(directory, ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative", commit, "--"], cancellationToken).ConfigureAwait(false);
        var untracked = await GitAsync(directory, ["ls-files", "--others", "--exclude-standard", "-z"], cancellationToken).ConfigureAwait(false);
        var files = $"{changed}\0{untracked}".Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new ChangedPackages { Commit = commit, Files = files, Packages = [.. PackagesOf(files, distribution)] };
    }

    private static SortedSet<string> PackagesOf(List<string> files, Distribution distribution)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var configuration in distribution.Configurations.Values)
        {
            owners[configuration.File] = configuration.Name;
            owners[Path.Combine(Path.GetDirectoryName(configuration.File) ?? "", configuration.Name) + "/"] = configuration.Name;
        }

        var packages = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (owners.TryGetValue(file, out var own))
            {
                packages.Add(own);
            }

            for (var slash = file.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = file.IndexOf('/', slash + 1))
            {
                if (owners.TryGetValue(file[..(slash + 1)], out var owner))
                {
                    packages.Add(owner);
                }
            }
        }

        return packages;
    }

    private static async Task<string> GitAsync(string directory, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git", ["-c", "core.fsmonitor=false", "-c", "core.quotepath=false", .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        try
        {
            using var git = Process.Start(start)!;
            try
            {
                var error = git.StandardError.ReadToEndAsync(cancellationToken);
                var output = await git.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
                var said = Excerpt.Of((await error.ConfigureAwait(false)).Trim());
                await git.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return git.ExitCode == 0 || (arguments[0] == "rev-parse" && said.Length == 0)
                    ? output
                    : throw new MelangeException($"git {arguments[0]} failed in {directory}: {said}");
            }
            catch (OperationCanceledException)
            {
                git.Kill();
                throw;
            }
        }
        catch (Win32Exception e)
        {
            throw new MelangeException("git could not be started; it is needed to tell what changed since a revision.", e);
        }
    }
}
