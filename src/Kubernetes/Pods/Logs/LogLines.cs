namespace Wolfictl.Kubernetes.Pods;

/// <summary>Makes entries of lines: each once, and a gap where some may be missing.</summary>
internal sealed class LogLines(PodLogReaderOptions options)
{
    private const int LongestStamp = 41;
    private readonly SeenLines _seen = new(options.After);
    private readonly byte[] _lastStamp = new byte[LongestStamp];
    private string? _note;
    private int _lastStampLength;
    private int _lastHash;

    /// <summary>From when on the log is asked for; null: from its beginning.</summary>
    public DateTimeOffset? Since => _seen.Since;

    /// <summary>A reopened log begins.</summary>
    public void Reopen() => _seen.Reopen();

    /// <summary>Whether a line is the one that was read last: of the same time, to the nanosecond, and content.</summary>
    public bool IsLast(ReadOnlyMemory<byte> line, long cutBytes) =>
        _lastStampLength > 0
        && LogTimestamp.TrySplit(line, out _, out var content)
        && line.Span[..^content.Length].SequenceEqual(_lastStamp.AsSpan(0, _lastStampLength))
        && Hash(content, cutBytes) == _lastHash;

    public IEnumerable<PodLogEntry> Read(ReadOnlyMemory<byte> line, long cutBytes)
    {
        if (!LogTimestamp.TrySplit(line, out var time, out var content))
        {
            _lastStampLength = 0;
            // The kubelet's own words, in place of the log or at its end; once, however often the log is opened.
            var note = Convert.ToHexString(line.Span[..Math.Min(line.Length, 256)]);
            return note == _note ? [] : [new PodLogLine(null, null, Kept(line, ref cutBytes, ref _note, note), cutBytes)];
        }

        _lastHash = Hash(content, cutBytes);
        _lastStampLength = line.Length - content.Length;
        line.Span[.._lastStampLength].CopyTo(_lastStamp);
        if (!_seen.IsNew(time, _lastHash, out var afterGap))
        {
            return [];
        }

        var entry = new PodLogLine(_seen.Last, time, Kept(content, ref cutBytes, ref _note, null), cutBytes);
        return afterGap ? [new PodLogGap("The node no longer has all lines since the connection was cut: here some may be missing."), entry] : [entry];
    }

    private static int Hash(ReadOnlyMemory<byte> content, long cutBytes)
    {
        var hash = new HashCode();
        hash.AddBytes(content.Span);
        hash.Add(cutBytes);
        return hash.ToHashCode();
    }

    private byte[] Kept(ReadOnlyMemory<byte> content, ref long cutBytes, ref string? note, string? newNote)
    {
        note = newNote;
        var kept = Math.Min(content.Length, options.MaxLineBytes);
        cutBytes += content.Length - kept;
        return content[..kept].ToArray();
    }
}
