using System.Text;

namespace Wolfictl.Oci.Archives;

/// <summary>
/// Reads a tar archive forwards: ustar, pax (path, linkpath, size) and GNU long names. Ours rather than the runtime's, because that one
/// makes room for extended headers of any announced length. Throws <see cref="OciException"/> of kind <see cref="OciErrorKind.Malformed"/>.
/// </summary>
internal sealed class ArchiveReader(Stream archive)
{
    private const int MaxExtended = 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly byte[] _block = new byte[TarBlock.Size];
    private long _offset;
    private long _left;
    private int _padding;

    /// <summary>The next entry, or null at the end of the archive. What is left of the previous one's content is passed over.</summary>
    public async ValueTask<ArchiveEntry?> NextAsync(CancellationToken cancellationToken)
    {
        string? name = null, link = null;
        long? size = null;
        while (true)
        {
            await SkipAsync(_left + _padding, cancellationToken).ConfigureAwait(false);
            _left = _padding = 0;
            var read = await archive.ReadAtLeastAsync(_block, TarBlock.Size, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if ((read == 0 || (read == TarBlock.Size && !_block.AsSpan().ContainsAnyExcept((byte)0))) && name is null && link is null && size is null)
            {
                return null;
            }

            if (read < TarBlock.Size || TarBlock.Number(_block.AsSpan(148, 8)) != TarBlock.Checksum(_block))
            {
                throw Malformed(read < TarBlock.Size ? "ends in the middle of a header" : "has a header with a wrong checksum");
            }

            _offset += TarBlock.Size;
            var type = _block[156] == 0 ? '0' : (char)_block[156];
            var announced = TarBlock.Number(_block.AsSpan(124, 12));
            if (announced < 0 || announced > long.MaxValue - TarBlock.Size)
            {
                throw Malformed("has an entry without a valid size");
            }

            SetContent(announced);
            switch (type)
            {
                case 'x':
                    ReadRecords(await ReadExtendedAsync(cancellationToken).ConfigureAwait(false), ref name, ref link, ref size);
                    break;
                case 'g':
                    _ = await ReadExtendedAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case 'L':
                    name = Decode(TrimNul(await ReadExtendedAsync(cancellationToken).ConfigureAwait(false)));
                    break;
                case 'K':
                    link = Decode(TrimNul(await ReadExtendedAsync(cancellationToken).ConfigureAwait(false)));
                    break;
                default:
                    SetContent(type is '0' or '7' ? size ?? announced : announced);
                    return Entry(type, name, link);
            }
        }
    }

    /// <summary>Copies the current entry's content.</summary>
    public async Task CopyContentAsync(Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Clamp(_left, 1, 128 * 1024)];
        while (_left > 0)
        {
            var read = await archive.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, _left)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw Malformed("ends in the middle of a file");
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            _left -= read;
            _offset += read;
        }
    }

    private ArchiveEntry Entry(char type, string? name, string? link)
    {
        var prefix = _block.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Decode(TrimNul(_block.AsSpan(345, 155))) : "";
        var own = Decode(TrimNul(_block.AsSpan(0, 100)));
        return new ArchiveEntry
        {
            Name = name ?? (prefix.Length == 0 ? own : $"{prefix}/{own}"),
            Type = type,
            LinkTarget = link ?? Decode(TrimNul(_block.AsSpan(157, 100))),
            Size = _left,
            Mode = (int)(Math.Max(TarBlock.Number(_block.AsSpan(100, 8)), 0) & 0xFFF),
            Modified = TarBlock.Number(_block.AsSpan(136, 12)),
        };
    }

    private void SetContent(long size)
    {
        _left = size;
        _padding = TarBlock.Padding(size);
    }

    private async Task<byte[]> ReadExtendedAsync(CancellationToken cancellationToken)
    {
        if (_left > MaxExtended)
        {
            throw Malformed($"has an extended header of {_left} bytes; the limit is {MaxExtended}");
        }

        using var content = new MemoryStream();
        await CopyContentAsync(content, cancellationToken).ConfigureAwait(false);
        return content.ToArray();
    }

    /// <summary>Records of the form <c>LENGTH KEY=VALUE\n</c>, where the length counts the whole record.</summary>
    private void ReadRecords(ReadOnlySpan<byte> records, ref string? name, ref string? link, ref long? size)
    {
        while (!records.IsEmpty)
        {
            var space = records.IndexOf((byte)' ');
            if (space is < 1 or > 9 || !int.TryParse(records[..space], out var length) || length <= space + 2 || length > records.Length || records[length - 1] != '\n')
            {
                throw Malformed("has a pax header that is not in its format");
            }

            var record = records[(space + 1)..(length - 1)];
            records = records[length..];
            var equals = record.IndexOf((byte)'=');
            if (equals < 1)
            {
                throw Malformed("has a pax header that is not in its format");
            }

            var value = record[(equals + 1)..];
            switch (record[..equals])
            {
                case var key when key.SequenceEqual("path"u8):
                    name = Decode(value);
                    break;
                case var key when key.SequenceEqual("linkpath"u8):
                    link = Decode(value);
                    break;
                case var key when key.SequenceEqual("size"u8):
                    size = long.TryParse(value, out var number) && number is >= 0 and < long.MaxValue - TarBlock.Size ? number : throw Malformed("has a pax header with a wrong size");
                    break;
            }
        }
    }

    private async Task SkipAsync(long count, CancellationToken cancellationToken)
    {
        var buffer = count > 0 ? new byte[(int)Math.Min(count, 64 * 1024)] : [];
        while (count > 0)
        {
            var read = await archive.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw Malformed("ends in the middle of an entry");
            }

            count -= read;
            _offset += read;
        }
    }

    private static ReadOnlySpan<byte> TrimNul(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new OciException(OciErrorKind.Refused, $"The archive, at byte {_offset}, has a name that is not UTF-8.", exception);
        }
    }

    private OciException Malformed(string problem) => new(OciErrorKind.Malformed, $"The archive {problem}, at byte {_offset}.");
}
