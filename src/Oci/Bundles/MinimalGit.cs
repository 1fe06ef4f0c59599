using System.Buffers.Binary;
using System.Text;
using Wolfictl.Oci.Archives;

namespace Wolfictl.Oci.Bundles;

/// <summary>
/// The smallest <c>.git</c> in which <c>git log -1</c> and <c>git rev-parse HEAD</c> answer: a detached HEAD, a config, empty <c>refs/</c>, <c>shallow</c>, and the one
/// commit object, whose tree is not there.
/// </summary>
internal static class MinimalGit
{
    public static IReadOnlyList<TarItem> Items(GitCommit commit)
    {
        var id = Encoding.ASCII.GetBytes(commit.Id + "\n");
        return
        [
            TarItem.Directory(".git"),
            TarItem.Bytes(".git/HEAD", id),
            TarItem.Bytes(".git/config", Config(commit.Id.Length == 64)),
            TarItem.Directory(".git/objects"),
            TarItem.Directory($".git/objects/{commit.Id[..2]}"),
            TarItem.Bytes($".git/objects/{commit.Id[..2]}/{commit.Id[2..]}", Store(commit.LooseObject)),
            TarItem.Directory(".git/refs"),
            TarItem.Bytes(".git/shallow", id),
        ];
    }

    private static byte[] Config(bool sha256) => Encoding.ASCII.GetBytes(
        $"[core]\n\trepositoryformatversion = {(sha256 ? 1 : 0)}\n\tfilemode = true\n\tbare = false\n{(sha256 ? "[extensions]\n\tobjectFormat = sha256\n" : "")}");

    /// <summary>
    /// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4). Not compressed, because a compressor's output differs between its versions and between
    /// processors, and the same content must be the same bytes on any machine.
    /// </summary>
    private static byte[] Store(byte[] content)
    {
        using var output = new MemoryStream();
        output.Write([0x78, 0x01]);
        Span<byte> header = stackalloc byte[5];
        for (var at = 0; at < content.Length;)
        {
            var count = Math.Min(content.Length - at, ushort.MaxValue);
            header[0] = (byte)(at + count == content.Length ? 1 : 0);
            BinaryPrimitives.WriteUInt16LittleEndian(header[1..], (ushort)count);
            BinaryPrimitives.WriteUInt16LittleEndian(header[3..], (ushort)~count);
            output.Write(header);
            output.Write(content, at, count);
            at += count;
        }

        BinaryPrimitives.WriteUInt32BigEndian(header, Adler32(content));
        output.Write(header[..4]);
        return output.ToArray();
    }

    private static uint Adler32(ReadOnlySpan<byte> content)
    {
        uint a = 1, b = 0;
        foreach (var value in content)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        return (b << 16) | a;
    }
}
