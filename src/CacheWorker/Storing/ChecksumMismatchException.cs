namespace Wolfictl.CacheWorker.Storing;

/// <summary>Bytes that are not the ones wanted; nothing of them is kept.</summary>
public sealed class ChecksumMismatchException : CacheWorkerException
{
    internal ChecksumMismatchException(SourceChecksums expected, Digests actual, long size)
        : base($"wrong bytes: {expected.Difference(actual)} ({size} bytes)")
    {
        Expected = expected;
        ActualSha256 = actual.Sha256;
        ActualSha512 = actual.Sha512;
        Size = size;
    }

    /// <summary>What the bytes should have hashed to.</summary>
    public SourceChecksums Expected { get; }

    /// <summary>Their sha256, where it was asked for.</summary>
    public string? ActualSha256 { get; }

    /// <summary>Their sha512, where it was asked for.</summary>
    public string? ActualSha512 { get; }

    /// <summary>How many bytes there were.</summary>
    public long Size { get; }
}
