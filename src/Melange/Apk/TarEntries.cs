using System.Text;

namespace Wolfictl.Melange.Apk;

/// <summary>
/// Reads the entries of a tar file that apk writes (POSIX ustar). Extended headers, whose sizes a hostile file could use, are passed over like any
/// other content: the names that matter here are short.
/// </summary>
internal sealed class TarEntries(Stream stream, long mostBytes)
{
    private const int Block = 512;
    private const int NameBytes = 100;
    private readonly byte[] _header = new byte[Block];
    private long _taken;
    private long _content;
    private long _padding;

    /// <summary>The next entry; null after the last.</summary>
    /// <exception cref="InvalidDataException">The bytes are no tar file, or too many.</exception>
    public TarEntry? Next()
    {
        Skip(_content + _padding);
        _content = _padding = 0;
        while (Fill(_header) is var count && count > 0)
        {
            if (count < Block)
            {
                throw new InvalidDataException("its tar file ends within a header.");
            }

            // Two empty blocks end an archive; another may follow in the next gzip member.
            if (_header.AsSpan().ContainsAnyExcept((byte)0))
            {
                return Read();
            }
        }

        return null;
    }

    /// <summary>Reads content; 0 at its end.</summary>
    public int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, _content);
        if (wanted == 0)
        {
            return 0;
        }

        var count = Take(buffer[..wanted]);
        _content -= count;
        return count > 0 ? count : throw new InvalidDataException("its tar file ends within an entry.");
    }

    /// <summary>Reads all the content of a small entry.</summary>
    public byte[] ReadAll(int most)
    {
        if (_content > most)
        {
            throw new InvalidDataException($"an entry has {_content} bytes where at most {most} make sense.");
        }

        var content = new byte[_content];
        for (var filled = 0; filled < content.Length;)
        {
            filled += Read(content.AsSpan(filled));
        }

        return content;
    }

    private TarEntry Read()
    {
        var name = Text(_header.AsSpan(0, NameBytes));
        _content = Octal(_header.AsSpan(124, 12));
        _padding = (Block - (_content % Block)) % Block;
        return new TarEntry(name, _content);
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? field : field[..end]);
    }

    private static long Octal(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var digit in field)
        {
            if (digit is 0 or (byte)' ')
            {
                continue;
            }

            value = digit is >= (byte)'0' and <= (byte)'7'
                ? (value * 8) + digit - '0'
                : throw new InvalidDataException("a header of its tar file has no size.");
        }

        return value;
    }

    private void Skip(long bytes)
    {
        var buffer = bytes > 0 ? new byte[(int)Math.Min(bytes, 64 * 1024)] : [];
        while (bytes > 0)
        {
            var count = Take(buffer.AsSpan(0, (int)Math.Min(bytes, buffer.Length)));
            bytes -= count > 0 ? count : throw new InvalidDataException("its tar file ends within an entry.");
        }
    }

    private int Fill(Span<byte> buffer)
    {
        var filled = 0;
        int count;
        while (filled < buffer.Length && (count = Take(buffer[filled..])) > 0)
        {
            filled += count;
        }

        return filled;
    }

    private int Take(Span<byte> buffer)
    {
        var count = stream.Read(buffer);
        _taken += count;
        return _taken <= mostBytes ? count : throw new InvalidDataException($"it decompresses to more than {mostBytes} bytes.");
    }
}
