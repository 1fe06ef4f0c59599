namespace Wolfictl.CacheWorker.Storing;

/// <summary>What tells that a file has not been written since it was verified. Times in nanoseconds since 1970.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When its content changed, which a program may set.</param>
/// <param name="Changed">When anything about it changed, which no program can set.</param>
/// <param name="Inode">Which file it is.</param>
/// <param name="IsRegular">False for a folder, a link, a device.</param>
internal readonly record struct FileIdentity(long Size, long Modified, long Changed, ulong Inode, bool IsRegular);
