namespace Wolfictl.CacheWorker.Storing;

/// <summary>A checksum that can't be one: wrong length, not hexadecimal, or none where one is needed.</summary>
public sealed class ChecksumException : CacheWorkerException
{
    internal ChecksumException(string message)
        : base(message)
    {
    }
}
