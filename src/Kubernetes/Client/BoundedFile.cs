using System.Text;

namespace Wolfictl.Kubernetes.Client;

/// <summary>Reads the small files that configurations are made of.</summary>
internal static class BoundedFile
{
    /// <summary>The most that is read: 1 MiB.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The text of a file, or null where there is none.</summary>
    /// <exception cref="KubernetesException">Of kind Configuration: it cannot be read or is too long.</exception>
    public static string? TryReadText(string path, string what)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var buffer = new byte[16 * 1024];
            using var content = new MemoryStream();
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                if (content.Length + read > MaxBytes)
                {
                    throw new KubernetesException(KubernetesErrorKind.Configuration, $"Cannot read {what}: {path} is longer than {MaxBytes} bytes.");
                }

                content.Write(buffer, 0, read);
            }

            return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length).TrimStart('\ufeff');
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new KubernetesException(KubernetesErrorKind.Configuration, $"Cannot read {what}: {path}: {exception.Message}", exception);
        }
    }

    /// <exception cref="KubernetesException">Of kind Configuration: it cannot be read, is too long or is not there.</exception>
    public static string ReadText(string path, string what) =>
        TryReadText(path, what) ?? throw new KubernetesException(KubernetesErrorKind.Configuration, $"Cannot read {what}: {path} does not exist.");
}
