namespace Wolfictl.Oci.Bundles;

/// <summary>A published file.</summary>
/// <param name="Path">Its path as in <see cref="OutputFile.Path"/>.</param>
/// <param name="Digest">The digest of its content.</param>
/// <param name="Size">Its length in bytes.</param>
public sealed record OutputLayer(string Path, Digest Digest, long Size);
