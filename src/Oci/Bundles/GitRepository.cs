using System.Text;

namespace Wolfictl.Oci.Bundles;

/// <summary>Reads the repository that a directory is in: at its root, below it, or in a worktree.</summary>
internal static class GitRepository
{
    private const int MaxCommit = 4 * 1024 * 1024;
    private const int MaxStatus = 64 * 1024 * 1024;

    /// <summary>Null when the directory is in no repository.</summary>
    public static async Task<GitState?> ReadAsync(string directory, IgnoreRules rules, CancellationToken cancellationToken)
    {
        var (head, prefix) = await ReadHeadAsync(directory, cancellationToken).ConfigureAwait(false) ?? default;
        return prefix is null ? null : new GitState(head, head is null || await IsDirtyAsync(directory, prefix, rules, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The commit, null where there is none yet, and the path from the repository's root to the directory; null when that is in no repository.</summary>
    public static async Task<(GitCommit? Head, string Prefix)?> ReadHeadAsync(string directory, CancellationToken cancellationToken)
    {
        if (!IsInRepository(directory))
        {
            return null;
        }

        var (found, prefix, errors) = await GitCommand.RunAsync(directory, 64 * 1024, cancellationToken, "rev-parse", "--show-prefix").ConfigureAwait(false);
        if (found != 0)
        {
            throw Unreadable(directory, errors);
        }

        var (named, id, _) = await GitCommand.RunAsync(directory, 1024, cancellationToken, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").ConfigureAwait(false);
        if (named != 0)
        {
            return (null, "");
        }

        var head = Encoding.ASCII.GetString(id).Trim();
        var (read, content, problem) = await GitCommand.RunAsync(directory, MaxCommit, cancellationToken, "cat-file", "commit", head).ConfigureAwait(false);
        var commit = read == 0 ? GitCommit.Parse(head, content) : null;
        return commit is null
            ? throw Unreadable(directory, problem.Length > 0 ? problem : $"the commit {head} is damaged")
            : (commit, Encoding.UTF8.GetString(prefix).TrimEnd('\n'));
    }

    private static bool IsInRepository(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (Path.Exists(Path.Combine(at.FullName, ".git")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Changes that the bundle leaves out do not count.</summary>
    private static async Task<bool> IsDirtyAsync(string directory, string prefix, IgnoreRules rules, CancellationToken cancellationToken)
    {
        var (status, output, errors) = await GitCommand.RunAsync(
            directory, MaxStatus, cancellationToken, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", ".").ConfigureAwait(false);
        if (status != 0)
        {
            throw Unreadable(directory, errors);
        }

        // Each entry is "XY path", from the repository's root. Without renames, one path each.
        return Encoding.UTF8.GetString(output).Split('\0').Any(entry =>
            entry.Length > 3 && !(entry.AsSpan(3).StartsWith(prefix, StringComparison.Ordinal) && rules.IgnoresWithin(entry[(3 + prefix.Length)..])));
    }

    private static BundleException Unreadable(string directory, string errors)
    {
        var said = Text.Printable(errors.Split('\n')[0].Trim());
        var advice = errors.Contains("dubious ownership", StringComparison.Ordinal)
            ? $"The repository belongs to another user; if you trust it: git config --global --add safe.directory {directory}"
            : "Repair the repository, or bundle a copy without .git.";
        return new BundleException(OciErrorKind.Unreadable, $"git cannot read the commit of {directory}: {said}. {advice}");
    }
}
