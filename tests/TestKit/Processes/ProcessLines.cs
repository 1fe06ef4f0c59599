namespace Wolfictl.TestKit.Processes;

/// <summary>The lines of a process, growing, and a way to wait for the next.</summary>
internal sealed class ProcessLines
{
    private readonly Lock _lock = new();
    private readonly List<(bool IsError, string Text)> _lines = [];
    private TaskCompletionSource _changed = NewSource();

    /// <summary>Ended by the next line, or by <see cref="Wake"/>. Take it before looking at the lines.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    public IReadOnlyList<string> Of(bool? errors = null)
    {
        lock (_lock)
        {
            return [.. _lines.Where(line => errors is null || line.IsError == errors).Select(line => line.Text)];
        }
    }

    public async Task ReadAsync(StreamReader reader, bool errors)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                _lines.Add((errors, line));
            }

            Wake();
        }
    }

    public void Wake()
    {
        TaskCompletionSource woken;
        lock (_lock)
        {
            (woken, _changed) = (_changed, NewSource());
        }

        woken.SetResult();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
