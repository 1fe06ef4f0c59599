namespace Wolfictl.Hosting;

/// <summary>The repositories that requests may name: denied unless listed, or below one that is.</summary>
public static class RepositoryList
{
    /// <summary>Whether <paramref name="repository"/> (<c>registry/repository</c>, without tag) is one of <paramref name="listed"/>, or below one.</summary>
    public static bool Allows(IEnumerable<string> listed, string repository)
    {
        ArgumentNullException.ThrowIfNull(listed);
        ArgumentNullException.ThrowIfNull(repository);
        return listed.Select(l => l.TrimEnd('/')).Any(l => repository.Equals(l, StringComparison.Ordinal) || repository.StartsWith(l + "/", StringComparison.Ordinal));
    }
}
