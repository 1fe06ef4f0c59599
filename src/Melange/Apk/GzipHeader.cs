namespace Wolfictl.Melange.Apk;

/// <summary>The header of a gzip member (RFC 1952, 2.3).</summary>
internal static class GzipHeader
{
    private const int FixedBytes = 10;
    private const int ChecksumFlag = 2;
    private const int ExtraFlag = 4;
    private const int NameFlag = 8;
    private const int CommentFlag = 16;

    /// <summary>Where the compressed data of a member begins.</summary>
    /// <exception cref="InvalidDataException">There is no gzip member.</exception>
    public static int Length(ReadOnlySpan<byte> file, int start)
    {
        var header = file[start..];
        if (header.Length < FixedBytes || header[0] != 0x1F || header[1] != 0x8B || header[2] != 8)
        {
            throw new InvalidDataException("it does not begin as gzip does.");
        }

        var flags = header[3];
        var next = FixedBytes;
        if ((flags & ExtraFlag) != 0)
        {
            next += 2 + (next + 2 <= header.Length ? header[next] | (header[next + 1] << 8) : header.Length);
        }

        foreach (var flag in new[] { NameFlag, CommentFlag })
        {
            if ((flags & flag) != 0 && next < header.Length)
            {
                var length = header[next..].IndexOf((byte)0);
                next = length < 0 ? header.Length : next + length + 1;
            }
        }

        next += (flags & ChecksumFlag) != 0 ? 2 : 0;
        return next < header.Length ? start + next : throw new InvalidDataException("it ends within its gzip header.");
    }
}
