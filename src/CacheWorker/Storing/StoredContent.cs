using System.Buffers;

namespace Wolfictl.CacheWorker.Storing;

/// <summary>Reads a stored file from end to end to learn what it hashes to.</summary>
internal static class StoredContent
{
    private const int ReadAtOnce = 1 << 20;

    /// <summary>The digests and the identity of the file they are of; null if it is gone. Blocks for the time of the read.</summary>
    public static (Digests Digests, FileIdentity File)? Hash(string path, bool sha256, bool sha512, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadAtOnce);
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            using var hash = new HashPass(sha256, sha512);
            while (true)
            {
                var before = Posix.Stat(file);
                var offset = 0L;
                while (RandomAccess.Read(file, buffer, offset) is > 0 and var read)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    hash.Append(buffer.AsSpan(0, read));
                    offset += read;
                }

                var digests = hash.Finish();
                if (Posix.Stat(file) == before)
                {
                    return (digests, before);
                }
            }
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw SourceStoreException.From(fault, "read", path);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
