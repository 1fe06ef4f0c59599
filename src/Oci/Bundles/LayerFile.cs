namespace Wolfictl.Oci.Bundles;

/// <summary>A file for <see cref="FileLayers"/>.</summary>
/// <param name="Name">Its name in the bundle: one part, no slash; for instance <c>sha256:&lt;hex&gt;</c>.</param>
/// <param name="FilePath">Where it is on this disk.</param>
public sealed record LayerFile(string Name, string FilePath);
