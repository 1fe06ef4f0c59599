using System.Text;
using Wolfictl.Oci.Tests.Archives;

namespace Wolfictl.Oci.Tests.Bundles;

/// <summary>Archives that must be refused, by what is wrong with them. <c>OUTSIDE</c> stands for the absolute path of a directory beside the target.</summary>
internal static class HostileArchives
{
    public static IReadOnlyDictionary<string, Func<string, byte[]>> All { get; } = new Dictionary<string, Func<string, byte[]>>
    {
        // Names.
        ["absolute file"] = outside => RawTar.New().File($"{outside}/evil").End(),
        ["absolute directory"] = outside => RawTar.New().Directory($"{outside}/evil/").End(),
        ["root as file"] = _ => RawTar.New().File("./").End(),
        ["climbing file"] = _ => RawTar.New().File("../outside/evil").End(),
        ["climbing directory"] = _ => RawTar.New().Directory("../outside/evil/").End(),
        ["climbing from below"] = _ => RawTar.New().File("a/../../outside/evil").End(),
        ["climbing and returning"] = _ => RawTar.New().File("a/../b").End(),
        ["climbing behind dots"] = _ => RawTar.New().File("./.././outside/evil").End(),
        ["climbing by prefix"] = _ => RawTar.New().Entry("evil", '0', "", "x", prefix: "../outside").End(),
        ["absolute by prefix"] = outside => RawTar.New().Entry("evil", '0', "", "x", prefix: outside).End(),
        ["climbing by pax path"] = _ => RawTar.New().Pax(("path", "../outside/evil")).File("innocent").End(),
        ["absolute by pax path"] = outside => RawTar.New().Pax(("path", $"{outside}/evil")).File("innocent").End(),
        ["climbing by gnu name"] = _ => RawTar.New().GnuName("../outside/evil").File("innocent").End(),
        ["absolute by gnu name"] = outside => RawTar.New().GnuName($"{outside}/evil").File("innocent").End(),
        ["nul in pax path"] = _ => RawTar.New().Pax(("path", "good\0/../../outside/evil")).File("innocent").End(),
        ["empty name"] = _ => RawTar.New().File("").End(),
        ["empty pax path"] = _ => RawTar.New().Pax(("path", "")).File("innocent").End(),
        ["name not utf-8"] = _ => RawTar.New().Entry([0x61, 0xFF, 0xFE], '0', [], "x"u8.ToArray()).End(),
        ["part too long"] = _ => RawTar.New().GnuName(new string('a', 256)).File("innocent").End(),
        ["path too long"] = _ => RawTar.New().GnuName(string.Join('/', Enumerable.Repeat(new string('a', 200), 21))).File("innocent").End(),
        ["whiteout"] = _ => RawTar.New().File("a/.wh.b").End(),
        ["opaque whiteout"] = _ => RawTar.New().File(".wh..wh..opq").End(),

        // Links.
        ["absolute link"] = outside => RawTar.New().Link("a", outside).End(),
        ["climbing link"] = _ => RawTar.New().Link("a", "../outside").End(),
        ["climbing link from below"] = _ => RawTar.New().Link("d/a", "../../outside").End(),
        ["climbing link by pax"] = _ => RawTar.New().Pax(("linkpath", "../outside")).Link("a", "b").End(),
        ["climbing link by gnu"] = _ => RawTar.New().GnuLink("../outside").Link("a", "b").End(),
        ["link to the parent"] = _ => RawTar.New().Link("a", "..").End(),
        ["link that leaves and returns"] = _ => RawTar.New().Link("a", "../target/b").End(),
        ["two links that leave together"] = _ => RawTar.New().Directory("x/y/").Link("x/y/up", "../..").Link("a", "x/y/up/../outside").End(),
        ["link through a directory link"] = _ => RawTar.New().Directory("d/e/").Link("l", "d/e/..").Link("m", "l/../../outside").End(),
        ["chain of links"] = _ => RawTar.New().Link("a", "b").Link("b", "c").Link("c", "../outside").End(),
        ["link without a target"] = _ => RawTar.New().Link("a", "").End(),
        ["link target with nul"] = _ => RawTar.New().Pax(("linkpath", "b\0c")).Link("a", "b").End(),
        ["write through a link"] = outside => RawTar.New().Link("a", outside).File("a/evil").End(),
        ["write through a link inside"] = _ => RawTar.New().Directory("d/").Link("a", "d").File("a/evil").End(),
        ["directory through a link"] = _ => RawTar.New().Link("a", "d").Directory("a/evil/").End(),
        ["link through a link"] = _ => RawTar.New().Link("a", "d").Link("a/b", "c").End(),
        ["write over a link"] = _ => RawTar.New().Link("a", "../outside/victim").File("a").End(),
        ["directory then link"] = _ => RawTar.New().Directory("a/").Link("a", "b").File("a/evil").End(),
        ["file then link"] = _ => RawTar.New().File("a").Link("a", "b").End(),
        ["link then directory"] = _ => RawTar.New().Link("a", "b").Directory("a/").File("a/evil").End(),
        ["implied directory then link"] = _ => RawTar.New().File("a/b").Link("a", "c").End(),
        ["file then directory"] = _ => RawTar.New().File("a").Directory("a/").End(),
        ["file as a parent"] = _ => RawTar.New().File("a").File("a/b").End(),
        ["link under another spelling"] = outside => RawTar.New().Link("./a//", outside).File("a/evil").End(),

        // Types.
        ["hard link inside"] = _ => RawTar.New().File("a").Entry("b", '1', "a", "").End(),
        ["hard link outside"] = outside => RawTar.New().Entry("b", '1', $"{outside}/victim", "").File("b").End(),
        ["character device"] = _ => RawTar.New().Entry("null", '3', "", "").End(),
        ["block device"] = _ => RawTar.New().Entry("sda", '4', "", "").End(),
        ["fifo"] = _ => RawTar.New().Entry("pipe", '6', "", "").End(),
        ["sparse file"] = _ => RawTar.New().Entry("sparse", 'S', "", "").End(),
        ["gnu directory"] = _ => RawTar.New().Entry("dump", 'D', "", "").End(),
        ["volume label"] = _ => RawTar.New().Entry("volume", 'V', "", "").End(),
        ["continuation"] = _ => RawTar.New().Entry("multi", 'M', "", "").End(),
        ["control character as type"] = _ => RawTar.New().Entry("x", '\u001b', "", "").End(),

        // Format.
        ["no archive"] = _ => Encoding.ASCII.GetBytes(new string('x', 2048)),
        ["cut in a header"] = _ => RawTar.New().File("a").Cut()[..300],
        ["cut in a file"] = _ => RawTar.New().Entry("a", '0', "", "abc", size: "00000010000").Cut(),
        ["cut after a pax header"] = _ => RawTar.New().Pax(("path", "x")).Cut(),
        ["wrong checksum"] = _ => Flip(RawTar.New().File("a").End(), 0),
        ["size not octal"] = _ => RawTar.New().Entry("a", '0', "", "", size: "9999999999x").End(),
        ["negative size"] = _ => RawTar.New().Entry("a", '0', "", "", size: "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff").End(),
        ["size of 2^63"] = _ => RawTar.New().Entry("a", '0', "", "", size: "\u0080\0\0\0\u0080\0\0\0\0\0\0\0").End(),
        ["size of 2^63-1"] = _ => RawTar.New().Entry("a", '0', "", "", size: "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff").End(),
        ["pax size negative"] = _ => RawTar.New().Pax(("size", "-1")).File("a").End(),
        ["pax size enormous"] = _ => RawTar.New().Pax(("size", "9223372036854775807")).File("a").End(),
        ["pax record of length 0"] = _ => RawTar.New().Entry("pax", 'x', "", "0 path=a\n").File("a").End(),
        ["pax record too long"] = _ => RawTar.New().Entry("pax", 'x', "", "99 path=a\n").File("a").End(),
        ["pax without equals"] = _ => RawTar.New().Entry("pax", 'x', "", "8 path a\n").File("a").End(),
        ["pax header of a gigabyte"] = _ => RawTar.New().Entry("pax", 'x', "", "", size: "10000000000").End(),
        ["gnu name of a gigabyte"] = _ => RawTar.New().Entry("././@LongLink", 'L', "", "", size: "10000000000").End(),

        // Amounts; the limits of the test are 100 entries and 1 MiB.
        ["too many entries"] = _ => Enumerable.Range(0, 101).Aggregate(RawTar.New(), (tar, i) => tar.Directory($"d{i}/")).End(),
        ["too many bytes"] = _ => RawTar.New().File("a", new string('a', 600_000)).File("b", new string('b', 600_000)).End(),
        ["announces too many bytes"] = _ => RawTar.New().Entry("a", '0', "", "", size: "77777777777").End(),
        ["too many bytes behind the end"] = _ => [.. RawTar.New().File("a").End(), .. new byte[1_100_000]],
    };

    private static byte[] Flip(byte[] archive, int at)
    {
        archive[at] ^= 1;
        return archive;
    }
}
