namespace Wolfictl.Oci.Archives;

/// <summary>The kinds of entries that bundles may hold; everything else is refused.</summary>
internal enum TarEntryKind
{
    File,
    Directory,
    SymbolicLink,
}
