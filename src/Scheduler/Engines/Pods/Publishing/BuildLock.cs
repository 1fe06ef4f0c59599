namespace Wolfictl.Scheduler.Engines.Pods.Publishing;

/// <summary>The build's lock (<c>flock</c>), which the kernel lets go of however the build ends.</summary>
internal sealed class BuildLock(string runFolder)
{
    private readonly string _started = Path.Combine(runFolder, "started");
    private readonly string _lock = Path.Combine(runFolder, "lock");

    public bool HasStarted => File.Exists(_started);

    public bool IsFree
    {
        get
        {
            try
            {
                // Without sharing, the runtime asks for an exclusive flock and does not wait for it.
                using var file = new FileStream(_lock, FileMode.Open, FileAccess.Read, FileShare.None, 1);
                return true;
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
            {
                return false;
            }
        }
    }
}
