using System.Text;
using Wolfictl.Scheduler.Logs;

namespace Wolfictl.Scheduler.Tests.Logs;

public sealed class BoundedLinesTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\n\nb\r\nc", new[] { "a", "", "b", "c" })]
    [InlineData("\n", new[] { "" })]
    public async Task Read_Lines_AreWhole(string text, string[] lines)
    {
        foreach (var chunk in new[] { 1, 2, 3, 1024 })
        {
            Assert.Equal(lines, await ReadAsync(new ChunkedStream(Encoding.UTF8.GetBytes(text), chunk)));
        }
    }

    [Fact]
    public async Task Read_ExactlyTheBound_IsNotCut_OneMoreIs()
    {
        var full = new string('x', LogText.MostBytes);

        Assert.Equal([full, "next"], await ReadAsync(new ChunkedStream(Encoding.UTF8.GetBytes($"{full}\nnext"), 5_000)));
        Assert.Equal([$"{full} … (1 bytes of this line cut)", "next"], await ReadAsync(new ChunkedStream(Encoding.UTF8.GetBytes($"{full}y\nnext"), 5_000)));
    }

    [Fact]
    public async Task Read_LineOf100MB_TakesConstantMemory()
    {
        const long Length = 100_000_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var lines = new List<string>();

        // Everything completes at once, and so on this thread.
        await foreach (var line in BoundedLines.ReadAsync(new EndlessLine(Length), CancellationToken.None))
        {
            lines.Add(line);
        }

        Assert.Equal(2, lines.Count);
        Assert.EndsWith($" … ({Length - LogText.MostBytes} bytes of this line cut)", lines[0], StringComparison.Ordinal);
        Assert.Equal("after", lines[1]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(Stream stream)
    {
        var lines = new List<string>();
        await foreach (var line in BoundedLines.ReadAsync(stream, CancellationToken.None))
        {
            lines.Add(line);
        }

        return lines;
    }

    private sealed class ChunkedStream(byte[] content, int chunk) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }

    /// <summary>So many x, and a short line after them.</summary>
    private sealed class EndlessLine(long length) : MemoryStream("\nafter\n"u8.ToArray())
    {
        private long _left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
            {
                return base.ReadAsync(buffer, cancellationToken);
            }

            var part = (int)Math.Min(_left, buffer.Length);
            buffer.Span[..part].Fill((byte)'x');
            _left -= part;
            return ValueTask.FromResult(part);
        }
    }
}
