namespace Wolfictl.Oci.Archives;

/// <summary>What a name in a directory is, links not followed.</summary>
internal enum FileKind
{
    File,
    Directory,
    SymbolicLink,
    Fifo,
    Socket,
    Device,
}
