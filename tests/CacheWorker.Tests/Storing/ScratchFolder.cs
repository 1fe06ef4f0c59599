namespace Wolfictl.CacheWorker.Tests.Storing;

/// <summary>A folder that goes away with the test.</summary>
public sealed class ScratchFolder(string? below = null) : IDisposable
{
    public string Path { get; } = below is null
        ? Directory.CreateTempSubdirectory("wolfictl-test-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(below, $"wolfictl-test-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
