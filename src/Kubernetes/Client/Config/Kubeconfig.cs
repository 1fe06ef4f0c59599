namespace Wolfictl.Kubernetes.Client.Config;

/// <summary>
/// What kubeconfig files say together. Of each name, and of the current context, the first file that has it counts, as with kubectl.
/// </summary>
/// <param name="Files">The files that were read, in their order.</param>
/// <param name="CurrentContext">The context to use where nobody names one; null: none.</param>
/// <param name="Contexts">By name.</param>
/// <param name="Clusters">By name.</param>
/// <param name="Users">By name.</param>
public sealed record Kubeconfig(
    IReadOnlyList<string> Files,
    string? CurrentContext,
    IReadOnlyDictionary<string, KubeconfigContext> Contexts,
    IReadOnlyDictionary<string, KubeconfigCluster> Clusters,
    IReadOnlyDictionary<string, KubeconfigUser> Users)
{
    /// <summary>The environment variable with the files, separated as in PATH.</summary>
    public const string Variable = "KUBECONFIG";

    /// <summary>Reads one file, which must be there.</summary>
    /// <exception cref="KubernetesException">Of kind Configuration.</exception>
    public static Kubeconfig Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        return KubeconfigFile.Parse(BoundedFile.ReadText(full, "the kubeconfig"), full);
    }

    /// <summary>Reads files and merges them; those that are not there are passed over.</summary>
    /// <exception cref="KubernetesException">Of kind Configuration: one cannot be read, is longer than 1 MiB or is no kubeconfig.</exception>
    public static Kubeconfig Load(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var read = from path in paths.Where(path => path.Length > 0).Select(Path.GetFullPath).Distinct()
                   let text = BoundedFile.TryReadText(path, "the kubeconfig")
                   where text is not null
                   select KubeconfigFile.Parse(text, path);
        return Merge(read);
    }

    /// <summary>Reads the files that <c>KUBECONFIG</c> lists; where it is not set or empty, <c>~/.kube/config</c>.</summary>
    /// <exception cref="KubernetesException">Of kind Configuration.</exception>
    public static Kubeconfig LoadFromEnvironment() => Load(
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } list
            ? list.Split(Path.PathSeparator)
            : [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config")]);

    private static Kubeconfig Merge(IEnumerable<Kubeconfig> configs)
    {
        var files = new List<string>();
        string? current = null;
        var contexts = new Dictionary<string, KubeconfigContext>();
        var clusters = new Dictionary<string, KubeconfigCluster>();
        var users = new Dictionary<string, KubeconfigUser>();
        foreach (var config in configs)
        {
            files.AddRange(config.Files);
            current ??= config.CurrentContext;
            AddMissing(contexts, config.Contexts);
            AddMissing(clusters, config.Clusters);
            AddMissing(users, config.Users);
        }

        return new Kubeconfig(files, current, contexts, clusters, users);
    }

    private static void AddMissing<T>(Dictionary<string, T> all, IReadOnlyDictionary<string, T> more)
    {
        foreach (var (name, value) in more)
        {
            all.TryAdd(name, value);
        }
    }
}
