using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Wolfictl.Scheduler.Engines.Outputs;

/// <summary>Tells whether a file of gzip members (RFC 1952; an apk is two or three) is whole: a build that was killed may have left half of one.</summary>
internal static class GzipFile
{
    private const int BufferBytes = 128 * 1024;
    private const int TrailerBytes = 8;

    /// <summary>
    /// Every checksum is right, and the last member ends where the file does. The runtime takes a file that ends early for one that ends: so the last eight bytes must be
    /// the size of the last member and the checksum of as many bytes at the end.
    /// </summary>
    public static async Task<bool> IsWholeAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var trailer = await ReadTrailerAsync(file, cancellationToken).ConfigureAwait(false);
            if (trailer is not { } end)
            {
                return false;
            }

            var (total, _) = await ReadAsync(file, long.MaxValue, cancellationToken).ConfigureAwait(false);

            // Sizes are kept modulo 2^32.
            for (var last = (long)end.Size; last <= total; last += 1L << 32)
            {
                if (total > 0 && (await ReadAsync(file, total - last, cancellationToken).ConfigureAwait(false)).Checksum == end.Checksum)
                {
                    return true;
                }
            }

            return false;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static async Task<(uint Checksum, uint Size)?> ReadTrailerAsync(string file, CancellationToken cancellationToken)
    {
        using var handle = File.OpenHandle(file);
        var buffer = new byte[TrailerBytes];
        var length = RandomAccess.GetLength(handle);
        return length > TrailerBytes && await RandomAccess.ReadAsync(handle, buffer, length - TrailerBytes, cancellationToken).ConfigureAwait(false) == TrailerBytes
            ? (BinaryPrimitives.ReadUInt32LittleEndian(buffer), BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(4)))
            : null;
    }

    /// <summary>How many bytes it holds, and the checksum of those after <paramref name="skip"/>.</summary>
    private static async Task<(long Total, uint Checksum)> ReadAsync(string file, long skip, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using var gzip = new GZipStream(stream, CompressionMode.Decompress);
            var checksum = new Crc32();
            long total = 0;
            int read;
            while ((read = await gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                var skipped = (int)Math.Clamp(skip - total, 0, read);
                checksum.Append(buffer.AsSpan(skipped, read - skipped));
                total += read;
            }

            return (total, checksum.Value);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
