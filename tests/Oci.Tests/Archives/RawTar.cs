using System.Globalization;
using System.Text;

namespace Wolfictl.Oci.Tests.Archives;

/// <summary>Writes tar archives byte by byte, wrong ones too: no library lets itself be made to.</summary>
internal sealed class RawTar
{
    private readonly List<byte> _bytes = [];

    public static RawTar New() => new();

    public byte[] End() => [.. _bytes.ToArray(), .. new byte[1024]];

    public byte[] Cut() => _bytes.ToArray();

    public RawTar File(string name, string content = "content", string mode = "0000644") => Entry(name, '0', "", content, mode);

    public RawTar Directory(string name, string mode = "0000755") => Entry(name, '5', "", "", mode);

    public RawTar Link(string name, string target) => Entry(name, '2', target, "");

    public RawTar Entry(string name, char type, string link, string content, string mode = "0000644", string? size = null, string prefix = "") =>
        Entry(Encoding.UTF8.GetBytes(name), type, Encoding.UTF8.GetBytes(link), Encoding.UTF8.GetBytes(content), mode, size, prefix);

    public RawTar Entry(byte[] name, char type, byte[] link, byte[] content, string mode = "0000644", string? size = null, string prefix = "")
    {
        var block = new byte[512];
        name.AsSpan(0, Math.Min(name.Length, 100)).CopyTo(block);
        Put(block, 100, mode);
        Put(block, 108, "0000000");
        Put(block, 116, "0000000");
        Put(block, 124, size ?? Convert.ToString(content.Length, 8).PadLeft(11, '0'));
        Put(block, 136, "00000000000");
        block[156] = (byte)type;
        link.AsSpan(0, Math.Min(link.Length, 100)).CopyTo(block.AsSpan(157));
        Put(block, 257, "ustar\000");
        Put(block, 345, prefix);
        var sum = block.Sum(b => b) + (8 * ' ');
        Put(block, 148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        return Raw(block).Raw(content).Raw(new byte[(512 - (content.Length % 512)) % 512]);
    }

    public RawTar Pax(params (string Key, string Value)[] records) => Entry(
        "pax", 'x', "", string.Concat(records.Select(record => Record(record.Key, record.Value))));

    public RawTar GnuName(string name) => Entry("././@LongLink", 'L', "", name + "\0");

    public RawTar GnuLink(string target) => Entry("././@LongLink", 'K', "", target + "\0");

    public RawTar Raw(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    private static string Record(string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount($" {key}={value}\n");
        var length = rest + 1;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
        {
            length++;
        }

        return $"{length} {key}={value}\n";
    }

    private static void Put(byte[] block, int at, string text) => Encoding.Latin1.GetBytes(text).CopyTo(block, at);
}
