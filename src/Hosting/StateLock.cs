namespace Wolfictl.Hosting;

/// <summary>The one process that uses a state directory: held by a lock that the kernel releases, whatever ends the process.</summary>
public sealed class StateLock : IDisposable
{
    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, making the directory where it is missing; none if another process has it.</summary>
    public static StateLock? TryTake(string directory)
    {
        Directory.CreateDirectory(directory);
        try
        {
            return new StateLock(new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Releases it.</summary>
    public void Dispose() => _file.Dispose();
}
