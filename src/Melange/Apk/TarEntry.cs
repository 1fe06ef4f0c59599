namespace Wolfictl.Melange.Apk;

/// <summary>One entry of a tar file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">The bytes of its content.</param>
internal sealed record TarEntry(string Name, long Size);
