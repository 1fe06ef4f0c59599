using System.Text;
using System.Text.Json;

namespace Wolfictl.Oci.Registry;

/// <summary>
/// The registry credentials of Docker's <c>config.json</c>: <c>credHelpers</c>, then <c>auths</c>, then <c>credsStore</c>.
/// The file is read again for each look-up, so that a rotated secret is seen without a restart.
/// </summary>
public sealed class DockerConfig : ICredentialSource
{
    private const long MaxBytes = 4 * 1024 * 1024;

    /// <summary>The configuration in <paramref name="directory"/>; a directory or file that does not exist holds no credentials.</summary>
    public DockerConfig(string directory) => FilePath = Path.Combine(directory, "config.json");

    /// <summary>The file that is read.</summary>
    public string FilePath { get; }

    /// <summary>The user's configuration: the directory that <c>DOCKER_CONFIG</c> names, else <c>~/.docker</c>.</summary>
    public static DockerConfig FromEnvironment()
    {
        var named = Environment.GetEnvironmentVariable("DOCKER_CONFIG");
        return new DockerConfig(string.IsNullOrEmpty(named)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker")
            : named);
    }

    /// <inheritdoc/>
    public async ValueTask<RegistryCredential?> FindAsync(string host, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        var file = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (Match(file.CredHelpers, host) is { Value: { } helper } byHost)
        {
            return await CredentialHelper.GetAsync(helper, byHost.Key, cancellationToken).ConfigureAwait(false);
        }

        if (Match(file.Auths, host) is { Value: { } entry } && Read(entry, host) is { } credential)
        {
            return credential;
        }

        return string.IsNullOrEmpty(file.CredsStore)
            ? null
            : await CredentialHelper.GetAsync(file.CredsStore, IsDockerHub(host) ? "https://index.docker.io/v1/" : host, cancellationToken).ConfigureAwait(false);
    }

    private static KeyValuePair<string, T>? Match<T>(Dictionary<string, T>? entries, string host)
    {
        foreach (var entry in entries ?? [])
        {
            var key = HostOf(entry.Key);
            if (key.Equals(host, StringComparison.OrdinalIgnoreCase) || (IsDockerHub(key) && IsDockerHub(host)))
            {
                return entry;
            }
        }

        return null;
    }

    private static bool IsDockerHub(string host) => host is "docker.io" or "index.docker.io" or "registry-1.docker.io";

    /// <summary>Old configurations name registries by URL: <c>https://index.docker.io/v1/</c>.</summary>
    private static string HostOf(string key)
    {
        var start = key.IndexOf("://", StringComparison.Ordinal);
        var host = start < 0 ? key : key[(start + 3)..];
        var slash = host.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? host : host[..slash];
    }

    private RegistryCredential? Read(DockerConfigEntry entry, string host)
    {
        if (!string.IsNullOrEmpty(entry.IdentityToken))
        {
            return RegistryCredential.IdentityToken(entry.IdentityToken);
        }

        if (string.IsNullOrEmpty(entry.Auth))
        {
            return string.IsNullOrEmpty(entry.UserName) ? null : RegistryCredential.Password(entry.UserName, entry.Password ?? "");
        }

        var buffer = new byte[entry.Auth.Length];
        var text = Convert.TryFromBase64String(entry.Auth, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\0') : "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? RegistryCredential.Password(text[..colon], text[(colon + 1)..])
            : throw new OciException(OciErrorKind.Malformed, $"{FilePath}: the 'auth' of {host} is not the base64 of user:password; log in again.") { Registry = host };
    }

    private async Task<DockerConfigFile> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(FilePath) is { Exists: true, Length: > MaxBytes })
            {
                throw new OciException(OciErrorKind.TooLarge, $"{FilePath} is larger than {MaxBytes} bytes.");
            }

            return OciJson.Read<DockerConfigFile>(await File.ReadAllBytesAsync(FilePath, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new DockerConfigFile();
        }
        catch (JsonException exception)
        {
            // Without the parser's own text, which may quote a part of a secret.
            throw new OciException(
                OciErrorKind.Malformed, $"{FilePath}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}: not a valid Docker configuration.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorKind.Unreadable, $"Cannot read {FilePath}: {exception.Message}", exception);
        }
    }
}
