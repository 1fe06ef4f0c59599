using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Wolfictl.Scheduler.Logs;

/// <summary>Reads lines of any length in constant memory: of each, <see cref="LogText.MostBytes"/> are kept and the rest is counted.</summary>
public static class BoundedLines
{
    /// <summary>The lines of <paramref name="stream"/>, neutralised, until it ends; a last one without line feed included.</summary>
    public static async IAsyncEnumerable<string> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        var line = ArrayPool<byte>.Shared.Rent(LogText.MostBytes);
        try
        {
            int kept = 0, read;
            long cut = 0;
            while ((read = await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
            {
                var rest = chunk.AsMemory(0, read);
                int end;
                while ((end = rest.Span.IndexOf((byte)'\n')) >= 0)
                {
                    Keep(rest.Span[..end], line, ref kept, ref cut);
                    yield return Text(line, kept, cut);
                    (kept, cut) = (0, 0);
                    rest = rest[(end + 1)..];
                }

                Keep(rest.Span, line, ref kept, ref cut);
            }

            if (kept > 0 || cut > 0)
            {
                yield return Text(line, kept, cut);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
            ArrayPool<byte>.Shared.Return(line);
        }
    }

    private static void Keep(ReadOnlySpan<byte> part, byte[] line, ref int kept, ref long cut)
    {
        var room = Math.Min(LogText.MostBytes - kept, part.Length);
        part[..room].CopyTo(line.AsSpan(kept));
        kept += room;
        cut += part.Length - room;
    }

    private static string Text(byte[] line, int kept, long cut)
    {
        var text = LogText.Neutralise(line.AsSpan(0, kept));
        return cut == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text} … ({cut} bytes of this line cut)");
    }
}
