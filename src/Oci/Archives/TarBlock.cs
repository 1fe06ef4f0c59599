using System.Buffers.Binary;
using System.Text;

namespace Wolfictl.Oci.Archives;

/// <summary>
/// The 512-byte headers of a tar archive (POSIX.1-2001, pax interchange format). Ours rather than the runtime's writer, because that one puts the
/// process id into its pax headers, and the same content must be the same bytes on any machine and runtime.
/// </summary>
internal static class TarBlock
{
    public const int Size = 512;
    private const long MaxOctalSize = (1L << 33) - 1;

    /// <summary>The headers of <paramref name="item"/>: one block, preceded by a pax header where names or sizes do not fit.</summary>
    public static byte[] Headers(TarItem item, long modified)
    {
        var name = Encoding.UTF8.GetBytes(item.Kind == TarEntryKind.Directory ? item.Name + "/" : item.Name);
        var link = Encoding.UTF8.GetBytes(item.LinkTarget);
        var records = new MemoryStream();
        if (!TrySplit(name, out var prefixLength))
        {
            AddRecord(records, "path", name);
            prefixLength = 0;
        }

        if (link.Length > 100)
        {
            AddRecord(records, "linkpath", link);
        }

        if (item.Size > MaxOctalSize)
        {
            AddRecord(records, "size", Encoding.ASCII.GetBytes(item.Size.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        var type = item.Kind switch { TarEntryKind.Directory => '5', TarEntryKind.SymbolicLink => '2', _ => '0' };
        var mode = item.Kind switch { TarEntryKind.Directory => 0b111_101_101, TarEntryKind.SymbolicLink => 0b111_111_111, _ => item.Executable ? 0b111_101_101 : 0b110_100_100 };
        var main = Block(name, prefixLength, link, mode, Math.Min(item.Size, MaxOctalSize), modified, type);
        if (records.Length == 0)
        {
            return main;
        }

        var extended = Block("PaxHeader"u8.ToArray(), 0, [], 0b110_100_100, records.Length, modified, 'x');
        return [.. extended, .. records.ToArray(), .. new byte[Padding(records.Length)], .. main];
    }

    /// <summary>How many zero bytes fill the last block of <paramref name="size"/> bytes.</summary>
    public static int Padding(long size) => (int)((Size - (size % Size)) % Size);

    private static byte[] Block(byte[] name, int prefixLength, byte[] link, int mode, long size, long modified, char type)
    {
        var block = new byte[Size];
        var rest = prefixLength == 0 ? name : name[(prefixLength + 1)..];
        rest.AsSpan(0, Math.Min(rest.Length, 100)).CopyTo(block);
        Octal(block.AsSpan(100, 8), mode);
        Octal(block.AsSpan(108, 8), 0);
        Octal(block.AsSpan(116, 8), 0);
        Octal(block.AsSpan(124, 12), size);
        Octal(block.AsSpan(136, 12), modified);
        block[156] = (byte)type;
        link.AsSpan(0, Math.Min(link.Length, 100)).CopyTo(block.AsSpan(157));
        "ustar\0"u8.CopyTo(block.AsSpan(257));
        "00"u8.CopyTo(block.AsSpan(263));
        name.AsSpan(0, prefixLength).CopyTo(block.AsSpan(345));
        Octal(block.AsSpan(148, 7), Checksum(block));
        block[155] = (byte)' ';
        return block;
    }

    /// <summary>The sum of a header's bytes, its checksum field taken as spaces.</summary>
    public static int Checksum(ReadOnlySpan<byte> block)
    {
        var sum = 8 * ' ';
        for (var i = 0; i < Size; i++)
        {
            sum += i is >= 148 and < 156 ? 0 : block[i];
        }

        return sum;
    }

    /// <summary>A number of a header: octal text, or GNU's base 256 for large ones; -1 when it is neither.</summary>
    public static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            // Only what fits in 63 bits: the first bytes must be 0x80 00 …
            var low = field[^8..];
            return field[0] == 0x80 && !field[1..^8].ContainsAnyExcept((byte)0) ? Math.Max(BinaryPrimitives.ReadInt64BigEndian(low), -1) : -1;
        }

        long value = 0;
        var text = field.Trim(" \0"u8);
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return -1;
            }

            value = (value << 3) + (digit - '0');
        }

        return value;
    }

    private static bool TrySplit(byte[] name, out int prefixLength)
    {
        prefixLength = 0;
        if (name.Length <= 100)
        {
            return true;
        }

        // The last slash that leaves at most 100 bytes behind it; a directory's own last slash does not split.
        for (var i = Math.Min(155, name.Length - 2); i >= name.Length - 101 && i > 0; i--)
        {
            if (name[i] == '/')
            {
                prefixLength = i;
                return true;
            }
        }

        return false;
    }

    private static void AddRecord(MemoryStream records, string key, byte[] value)
    {
        // A record's length counts its own digits.
        var fixedLength = key.Length + value.Length + 3;
        var length = fixedLength + 1;
        while (length != fixedLength + Digits(length))
        {
            length++;
        }

        records.Write(Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{length} {key}=")));
        records.Write(value);
        records.WriteByte((byte)'\n');
    }

    private static int Digits(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;

    private static void Octal(Span<byte> field, long value)
    {
        for (var i = field.Length - 2; i >= 0; i--, value >>= 3)
        {
            field[i] = (byte)('0' + (value & 7));
        }
    }
}
