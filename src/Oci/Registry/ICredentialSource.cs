namespace Wolfictl.Oci.Registry;

/// <summary>Finds the credential for a registry. Implemented by <see cref="DockerConfig"/>; callers may add their own, such as a cloud's ambient one.</summary>
public interface ICredentialSource
{
    /// <summary>The credential for <paramref name="host"/> (<c>host[:port]</c>), or null when this source has none.</summary>
    /// <exception cref="OciException">Where one should be had but could not be read.</exception>
    ValueTask<RegistryCredential?> FindAsync(string host, CancellationToken cancellationToken = default);
}
