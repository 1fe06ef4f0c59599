using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Wolfictl.Melange.Apk;

/// <summary>Reads the records of an index: <c>K:value</c> lines, an empty line after each record.</summary>
internal sealed class IndexReader(ApkIndexLimits limits, string? signedBy)
{
    private const int LargestDescription = 64 * 1024;
    private readonly List<ApkIndexEntry> _entries = [];
    private string _description = "";
    private string? _name;
    private ApkIndexEntry _entry = Blank();

    public ApkIndex Read(byte[] file, int start)
    {
        using var compressed = new MemoryStream(file, start, file.Length - start, false);
        using var members = new GZipStream(compressed, CompressionMode.Decompress);
        var tar = new TarEntries(members, limits.Bytes);
        var found = false;
        while (tar.Next() is { } entry)
        {
            if (entry.Name == "APKINDEX")
            {
                found = true;
                ReadRecords(tar);
            }
            else if (entry.Name == "DESCRIPTION")
            {
                _description = Encoding.UTF8.GetString(tar.ReadAll(LargestDescription)).Trim();
            }
        }

        return found ? new ApkIndex(_entries, _description, signedBy) : throw new InvalidDataException("it holds no APKINDEX.");
    }

    private void ReadRecords(TarEntries tar)
    {
        var buffer = new byte[64 * 1024];
        var kept = 0;
        int count;
        while ((count = tar.Read(buffer.AsSpan(kept))) > 0)
        {
            var filled = buffer.AsSpan(0, kept + count);
            int end;
            while ((end = filled.IndexOf((byte)'\n')) >= 0)
            {
                ReadLine(filled[..end]);
                filled = filled[(end + 1)..];
            }

            kept = filled.Length;
            filled.CopyTo(buffer);
            if (kept == buffer.Length)
            {
                Array.Resize(ref buffer, kept * 2 <= limits.LineBytes ? kept * 2 : throw new InvalidDataException($"a line has more than {kept} bytes."));
            }
        }

        ReadLine(buffer.AsSpan(0, kept));
        EndRecord();
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            EndRecord();
            return;
        }

        if (line.Length < 2 || line[1] != (byte)':')
        {
            throw new InvalidDataException($"\"{Excerpt.Of(Encoding.UTF8.GetString(line))}\" is not a field of a record.");
        }

        if ("PVASopDkctC"u8.IndexOf(line[0]) < 0)
        {
            return;
        }

        var value = Encoding.UTF8.GetString(line[2..]);
        switch (line[0])
        {
            case (byte)'P':
                _name = value;
                break;
            case (byte)'V':
                _entry = _entry with { Version = value };
                break;
            case (byte)'A':
                _entry = _entry with { Architecture = value };
                break;
            case (byte)'S':
                _entry = _entry with { Size = Number(value) };
                break;
            case (byte)'o':
                _entry = _entry with { Origin = value };
                break;
            case (byte)'p':
                _entry = _entry with { Provides = Words(value) };
                break;
            case (byte)'D':
                _entry = _entry with { Needs = Words(value) };
                break;
            case (byte)'k':
                _entry = _entry with { ProviderPriority = Number(value) };
                break;
            case (byte)'c':
                _entry = _entry with { Commit = value };
                break;
            case (byte)'t':
                _entry = _entry with { BuildTime = Time(value) };
                break;
            default:
                _entry = _entry with { Checksum = value };
                break;
        }
    }

    private void EndRecord()
    {
        if (_name is not null)
        {
            if (_entries.Count >= limits.Entries)
            {
                throw new InvalidDataException($"it has more than {limits.Entries} packages.");
            }

            _entries.Add(_entry.Version.Length > 0
                ? _entry with { Name = _name }
                : throw new InvalidDataException($"the package \"{Excerpt.Of(_name)}\" has no version."));
        }

        _name = null;
        _entry = Blank();
    }

    private static ApkIndexEntry Blank() => new() { Name = "", Version = "" };

    private static string[] Words(string value) => value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long Number(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"\"{Excerpt.Of(value)}\" is not a number.");

    private static DateTimeOffset Time(string value)
    {
        var seconds = Number(value);
        return seconds is >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : throw new InvalidDataException($"\"{seconds}\" is not a time.");
    }
}
