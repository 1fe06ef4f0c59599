namespace Wolfictl.Kubernetes.Pods;

/// <summary>Makes entries of lines: each once, and a gap where some may be missing.</summary>
internal sealed class LogLines(PodLogReaderOptions options)
{
    private readonly SeenLines _seen = new(options.After);
    private string? _note;

    /// <summary>From when on the log is asked for; null: from its beginning.</summary>
    public DateTimeOffset? Since => _seen.Since;

    /// <summary>A reopened log begins.</summary>
    public void Reopen() => _seen.Reopen();

    public IEnumerable<PodLogEntry> Read(ReadOnlyMemory<byte> line, long cutBytes)
    {
        if (!LogTimestamp.TrySplit(line, out var time, out var content))
        {
            // The kubelet's own words, in place of the log or at its end; once, however often the log is opened.
            var note = Convert.ToHexString(line.Span[..Math.Min(line.Length, 256)]);
            return note == _note ? [] : [new PodLogLine(null, null, Kept(line, ref cutBytes, ref _note, note), cutBytes)];
        }

        var hash = new HashCode();
        hash.AddBytes(content.Span);
        hash.Add(cutBytes);
        if (!_seen.IsNew(time, hash.ToHashCode(), out var afterGap))
        {
            return [];
        }

        var entry = new PodLogLine(_seen.Last, time, Kept(content, ref cutBytes, ref _note, null), cutBytes);
        return afterGap ? [new PodLogGap("The node no longer has all lines since the connection was cut: here some may be missing."), entry] : [entry];
    }

    private byte[] Kept(ReadOnlyMemory<byte> content, ref long cutBytes, ref string? note, string? newNote)
    {
        note = newNote;
        var kept = Math.Min(content.Length, options.MaxLineBytes);
        cutBytes += content.Length - kept;
        return content[..kept].ToArray();
    }
}
