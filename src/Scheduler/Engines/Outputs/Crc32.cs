namespace Wolfictl.Scheduler.Engines.Outputs;

/// <summary>The checksum of gzip (RFC 1952, section 8).</summary>
internal sealed class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];
    private uint _value = uint.MaxValue;

    public uint Value => ~_value;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var value = _value;
        foreach (var each in bytes)
        {
            value = Table[(byte)(value ^ each)] ^ (value >> 8);
        }

        _value = value;
    }

    private static uint Entry(int index)
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
