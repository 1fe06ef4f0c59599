using System.Collections.Concurrent;
using System.Text;

namespace Wolfictl.TestKit.Origin;

/// <summary>Reads the heads of requests; bodies are not expected.</summary>
internal sealed class RequestReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _filled;

    public async Task<OriginRequest?> ReadAsync(ConcurrentDictionary<string, int> counts, CancellationToken stopped)
    {
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_filled), stopped);
            if (read == 0)
            {
                return null;
            }

            _filled += read;
        }

        var lines = Encoding.Latin1.GetString(_buffer, 0, end).Split("\r\n");
        _filled -= end + 4;
        _buffer.AsSpan(end + 4, _filled).CopyTo(_buffer);
        var words = lines[0].Split(' ');
        var path = Uri.TryCreate(words[1], UriKind.Absolute, out var whole) && whole.Scheme == "http" ? whole.PathAndQuery : words[1];
        return new OriginRequest
        {
            Method = words[0],
            Path = path,
            Target = words[1],
            Headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase),
            Earlier = counts.AddOrUpdate(path, 0, static (_, count) => count + 1),
        };
    }
}
