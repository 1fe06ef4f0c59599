namespace Wolfictl.Kubernetes.Pods;

/// <summary>
/// Tells lines that come again from new ones. Servers take only whole seconds as a beginning, so that each reopened log repeats the last second or two; and the lines of
/// standard output and standard error are not quite in the order of their times. So the lines of that stretch are remembered one by one, and counted off as they come again.
/// </summary>
internal sealed class SeenLines
{
    private const int Most = 200_000;
    private readonly Dictionary<(long Ticks, int Hash), int> _seen = [];
    private Dictionary<(long Ticks, int Hash), int> _expected = [];
    private int _remembered;
    private int _expectedLines;
    private long _prunedAt = long.MinValue;
    private long _floor = long.MinValue;
    private int _floorCount;
    private int _floorLeft;
    private bool _replaying;
    private bool _anchored;

    public SeenLines(PodLogPosition? after)
    {
        if (after is not null)
        {
            (_floor, _floorCount, Last) = (after.Timestamp.UtcTicks, after.Count, after);
        }
    }

    /// <summary>The latest time among the lines, and how many have it.</summary>
    public PodLogPosition? Last { get; private set; }

    /// <summary>From when on the log is asked for; null: from its beginning.</summary>
    public DateTimeOffset? Since => Last is null ? null : new DateTimeOffset(StretchOf(Last.Timestamp.UtcTicks), TimeSpan.Zero);

    /// <summary>A reopened log begins.</summary>
    public void Reopen()
    {
        _expected = new Dictionary<(long, int), int>(_seen);
        _expectedLines = _remembered;
        _floorLeft = _floorCount;
        _replaying = Last is not null;
        _anchored = false;
    }

    /// <summary>Whether a line is new; then it is remembered.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="hash">Of its content.</param>
    /// <param name="afterGap">Whether lines may be missing before it: it comes after a reopening, and what was read last did not come again.</param>
    public bool IsNew(DateTimeOffset time, int hash, out bool afterGap)
    {
        afterGap = false;
        var ticks = time.UtcTicks;
        if (_replaying && IsKnown(ticks, hash))
        {
            _anchored = true;
            return false;
        }

        if (_replaying && ticks >= _floor)
        {
            afterGap = _expectedLines > 0 || !_anchored;
            _replaying = false;
        }

        Remember(ticks, hash);
        return true;
    }

    private bool IsKnown(long ticks, int hash)
    {
        if (ticks < _floor)
        {
            return true;
        }

        if (ticks == _floor && _floorLeft > 0)
        {
            _floorLeft--;
            return true;
        }

        if (!_expected.TryGetValue((ticks, hash), out var count))
        {
            return false;
        }

        _expectedLines--;
        _expected[(ticks, hash)] = count - 1;
        if (count == 1)
        {
            _expected.Remove((ticks, hash));
        }

        return true;
    }

    private void Remember(long ticks, int hash)
    {
        Last = Last is null || ticks > Last.Timestamp.UtcTicks ? new PodLogPosition(new DateTimeOffset(ticks, TimeSpan.Zero), 1)
            : ticks == Last.Timestamp.UtcTicks ? Last with { Count = Last.Count + 1 }
            : Last;
        Prune();
        if (ticks >= _prunedAt)
        {
            _seen[(ticks, hash)] = _seen.GetValueOrDefault((ticks, hash)) + 1;
            _remembered++;
        }

        if (_remembered > Most)
        {
            // So many in a second or two: the time alone has to do.
            (_floor, _floorCount) = (Last.Timestamp.UtcTicks, Last.Count);
            _seen.Clear();
            _remembered = 0;
        }
    }

    private void Prune()
    {
        var stretch = StretchOf(Last!.Timestamp.UtcTicks);
        if (stretch <= _prunedAt)
        {
            return;
        }

        _prunedAt = stretch;
        foreach (var (key, count) in _seen)
        {
            if (key.Ticks < stretch)
            {
                _seen.Remove(key);
                _remembered -= count;
            }
        }
    }

    private static long StretchOf(long ticks) => Math.Max(0, ticks - ticks % TimeSpan.TicksPerSecond - TimeSpan.TicksPerSecond);
}
