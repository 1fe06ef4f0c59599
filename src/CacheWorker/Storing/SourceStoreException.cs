namespace Wolfictl.CacheWorker.Storing;

/// <summary>The cache folder can't be used: missing, not writable, full.</summary>
public sealed class SourceStoreException : CacheWorkerException
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    internal SourceStoreException(string message, string path, Exception? inner = null)
        : base(message, inner)
    {
        Path = path;
        IsFull = inner is not null && IsNoSpace(inner);
    }

    /// <summary>The file or folder at fault.</summary>
    public string Path { get; }

    /// <summary>Whether the disk or the quota is used up.</summary>
    public bool IsFull { get; }

    internal static SourceStoreException From(Exception cause, string doing, string path)
    {
        var next = cause switch
        {
            _ when IsNoSpace(cause) => "the disk is full; make room (wolfictl cache prune) or choose another folder with --out",
            UnauthorizedAccessException => "permission denied; give this user write access to the folder or choose another with --out",
            _ => cause.Message,
        };
        return new SourceStoreException($"{path}: can't {doing}: {next}", path, cause);
    }

    private static bool IsNoSpace(Exception cause) => cause is IOException && cause.HResult is NoSpace or QuotaExceeded;
}
