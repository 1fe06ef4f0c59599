using System.Buffers;
using System.IO.Compression;

namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>Tells whether a file of gzip members (an apk) is whole: a build that was killed may have left half of one.</summary>
internal static class GzipFile
{
    /// <summary>The last member ends, and every checksum is right.</summary>
    public static async Task<bool> IsWholeAsync(string file, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using var gzip = new GZipStream(stream, CompressionMode.Decompress);
            long total = 0;
            int read;
            while ((read = await gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                total += read;
            }

            return total > 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
