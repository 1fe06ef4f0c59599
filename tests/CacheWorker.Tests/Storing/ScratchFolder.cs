namespace Wolfictl.CacheWorker.Tests.Storing;

/// <summary>A folder that goes away with the test.</summary>
public sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("wolfictl-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
