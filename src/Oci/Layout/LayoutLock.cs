namespace Wolfictl.Oci.Layout;

/// <summary>
/// Lets one writer at a time change a layout's index, across processes: an exclusive lock on the file <c>.lock</c>, which the kernel releases
/// whatever ends the process.
/// </summary>
internal static class LayoutLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async Task<IDisposable> TakeAsync(string directory, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, ".lock");
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
            {
                if (time.GetElapsedTime(started) > Patience)
                {
                    throw new OciException(
                        OciErrorKind.Unreadable, $"The layout {directory} has been locked by another process for {Patience.TotalSeconds:0} s ({path}).", exception);
                }
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
