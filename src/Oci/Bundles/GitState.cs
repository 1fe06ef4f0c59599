namespace Wolfictl.Oci.Bundles;

/// <summary>The commit of a directory, null where there is none yet, and whether what would be bundled differs from it.</summary>
internal sealed record GitState(GitCommit? Head, bool Dirty);
