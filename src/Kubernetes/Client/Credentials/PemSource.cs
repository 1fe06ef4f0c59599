namespace Wolfictl.Kubernetes.Client.Credentials;

/// <summary>PEM that a configuration holds or names.</summary>
/// <param name="Data">The text; null where <paramref name="Path"/> tells.</param>
/// <param name="Path">A file.</param>
/// <param name="What">For messages, as in "the client certificate of the user 'x'".</param>
internal sealed record PemSource(string? Data, string? Path, string What)
{
    /// <exception cref="KubernetesException">Of kind Configuration: the file cannot be read.</exception>
    public string Read() => Data ?? BoundedFile.ReadText(Path!, What);

    public override string ToString() => What;
}
