namespace Wolfictl.Oci.Bundles;

/// <summary>A file to publish.</summary>
/// <param name="Path">Where it is to stand below <c>packages/</c>, with slashes: <c>x86_64/brotli-1.0.9-r2.apk</c>.</param>
/// <param name="FilePath">Where it is on this disk.</param>
public sealed record OutputFile(string Path, string FilePath);
